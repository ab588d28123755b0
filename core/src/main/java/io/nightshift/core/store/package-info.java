/** The database behind the ports of journal and schedules. */
@NullMarked
package io.nightshift.core.store;

import org.jspecify.annotations.NullMarked;
