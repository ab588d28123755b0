package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Tells a quarter of an hour before maintenance windows close that there is work left, while somebody can still do something. */
final class ClosingNotices {
    private static final Duration AHEAD = Duration.ofMinutes(15);

    private final RunContext run;
    private final Map<Closing, Pace.Later> planned = new HashMap<>();

    ClosingNotices(RunContext run) {
        this.run = run;
    }

    /** Windows of hosts of a play that close at one moment. */
    private record Closing(String play, Instant at) {}

    /** A host of this play begins, whose window closes then. */
    synchronized void begins(PlayContext play, Instant closes) {
        Duration left = Duration.between(run.clock.instant(), closes).minus(AHEAD);
        Closing closing = new Closing(play.play.path(), closes);
        if (!run.helps && !left.isNegative() && !planned.containsKey(closing)) {
            planned.put(closing, run.pace.after(left, () -> tell(play, closes)));
        }
    }

    private void tell(PlayContext play, Instant closes) {
        long left = play.hosts.stream()
                .filter(host -> !play.through.contains(host) && !run.isLost(host))
                .count();
        if (left > 0 && !run.stopping.get()) {
            run.tell(new RunEvent.WindowClosing(closes, (int) left));
        }
    }

    synchronized void close() {
        planned.values().forEach(Pace.Later::cancel);
        planned.clear();
    }
}
