package io.nightshift.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time of a schedule, and what became of it: exactly one run, or one skip with its reason.
 *
 * @param schedule empty for a run that was handed over to be made at once
 * @param nominal the time it was due
 * @param ordered by a person, not by the clock
 * @param reason why it waits or was skipped
 * @param run its run's name, given before the run begins
 * @param node who claimed it
 */
public record Firing(
        String schedule,
        Instant nominal,
        boolean ordered,
        State state,
        @Nullable String reason,
        @Nullable String run,
        @Nullable String node,
        Instant recorded,
        @Nullable Instant ended,
        @Nullable Integer exitCode) {
    /** How it stands. */
    public enum State {
        /** Until the schedule's run before it has ended. */
        WAITS_FOR_RUN,
        /** Until its hosts' maintenance window opens. */
        WAITS_FOR_WINDOW,
        /** A node makes its run, or will; or nobody yet has taken what was ordered. */
        CLAIMED,
        ENDED,
        SKIPPED;

        public boolean isWaiting() {
            return this == WAITS_FOR_RUN || this == WAITS_FOR_WINDOW;
        }

        public boolean isOpen() {
            return isWaiting() || this == CLAIMED;
        }
    }
}
