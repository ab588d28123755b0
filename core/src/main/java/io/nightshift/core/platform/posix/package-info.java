/** Hosts with a POSIX shell: Linux with or without systemd, BusyBox. */
@NullMarked
package io.nightshift.core.platform.posix;

import org.jspecify.annotations.NullMarked;
