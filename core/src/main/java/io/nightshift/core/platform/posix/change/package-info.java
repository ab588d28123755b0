/** Changes as ticketed scripts that record their way back first. */
@NullMarked
package io.nightshift.core.platform.posix.change;

import org.jspecify.annotations.NullMarked;
