package io.nightshift.core.platform;

import java.util.Set;

/** How a dead-man's timer on a host stands. */
public sealed interface TimerState {
    /** It waits; {@code afterReboot}: also when the host boots in between. */
    record Armed(boolean afterReboot) implements TimerState {}

    /** It could not be armed, or a step could not be covered; nothing was changed. */
    record Refused(String reason) implements TimerState {}

    /** It has been ended by somebody whose connection works. */
    record Confirmed() implements TimerState {}

    /** It is taking back right now. */
    record Firing() implements TimerState {}

    /**
     * It has taken back what it covered.
     *
     * @param undone sequence numbers of the steps
     * @param failed of those whose undo failed
     * @param restartsFailed whether a restart at the end failed
     */
    record Fired(Set<Integer> undone, Set<Integer> failed, boolean restartsFailed) implements TimerState {
        public Fired {
            undone = Set.copyOf(undone);
            failed = Set.copyOf(failed);
        }
    }

    /** There is no such timer on the host. */
    record Gone() implements TimerState {}
}
