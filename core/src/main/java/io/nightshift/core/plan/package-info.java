/** A plan of a run: what it would change and what that rests on, written down to be approved, and held to when it is applied. */
@NullMarked
package io.nightshift.core.plan;

import org.jspecify.annotations.NullMarked;
