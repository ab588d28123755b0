/** How a rollout goes from ring to ring: which hosts are in which, what ends it early, and what people have said about it. */
@NullMarked
package io.nightshift.core.rollout;

import org.jspecify.annotations.NullMarked;
