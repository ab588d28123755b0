/** When runs start: Quartz proposes the moment, and our own row decides. */
@NullMarked
package io.nightshift.core.schedule;

import org.jspecify.annotations.NullMarked;
