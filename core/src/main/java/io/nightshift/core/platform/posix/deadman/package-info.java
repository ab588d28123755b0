/** The timer that a host runs for itself, as scripts: it takes changes back when no new connection confirms them. */
@NullMarked
package io.nightshift.core.platform.posix.deadman;

import org.jspecify.annotations.NullMarked;
