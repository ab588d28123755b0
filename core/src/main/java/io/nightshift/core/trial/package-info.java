/** A trial of software before it is introduced: what it puts on a machine, whether it settles, and whether it goes without a trace. */
@NullMarked
package io.nightshift.core.trial;

import org.jspecify.annotations.NullMarked;
