/** What a run learned and decided, kept so that a resumed run replays it instead of evaluating it again. */
@NullMarked
package io.nightshift.core.record;

import org.jspecify.annotations.NullMarked;
