package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import java.time.Duration;

/** When this controller last heard that its hosts are still its own, by a clock that nobody sets. */
final class Pulse {
    private final Pace pace;
    private volatile Duration until = Duration.ZERO;
    private volatile boolean ended;

    Pulse(Pace pace) {
        this.pace = pace;
        beats();
    }

    /** The store has just said so. */
    void beats() {
        beats(pace.elapsed());
    }

    /** @param asked when the store was asked */
    void beats(Duration asked) {
        until = asked.plus(Sharing.LEASE);
    }

    Duration now() {
        return pace.elapsed();
    }

    /** Others have the hosts now. */
    void end() {
        ended = true;
    }

    /** Whether others may have the hosts by now. */
    boolean isOver() {
        return ended || pace.elapsed().compareTo(until) >= 0;
    }
}
