/** Tells people what a rollout comes to: by mail and by webhook. */
@NullMarked
package io.nightshift.core.notify;

import org.jspecify.annotations.NullMarked;
