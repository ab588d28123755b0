/** Probes as fused scripts, and their answers as readings. */
@NullMarked
package io.nightshift.core.platform.posix.read;

import org.jspecify.annotations.NullMarked;
