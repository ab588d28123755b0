/** Turns probes and changes into what a kind of host understands, and its answers into readings. */
@NullMarked
package io.nightshift.core.platform;

import org.jspecify.annotations.NullMarked;
