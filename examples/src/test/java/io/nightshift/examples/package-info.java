/** Runs every example on real hosts: what it does, that a second run changes nothing, and the way back. */
@NullMarked
package io.nightshift.examples;

import org.jspecify.annotations.NullMarked;
