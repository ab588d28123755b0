/** Runs scripts on the machine Nightshift itself runs on. */
@NullMarked
package io.nightshift.core.transport.local;

import org.jspecify.annotations.NullMarked;
