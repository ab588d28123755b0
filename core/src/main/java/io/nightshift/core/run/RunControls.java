package io.nightshift.core.run;

import io.nightshift.core.rollout.Controls;
import java.time.Duration;

/** What people say about a run while it is under way; asked for once a second at most. */
final class RunControls {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final RunContext run;
    private Controls known = Controls.NONE;
    private Duration next;

    RunControls(RunContext run) {
        this.run = run;
        // Nobody can have said anything about a run that begins just now.
        this.next = run.notes.resumed() ? Duration.ZERO : run.pace.elapsed().plus(EVERY);
    }

    Controls now() {
        Duration now = run.pace.elapsed();
        synchronized (this) {
            if (now.compareTo(next) < 0) {
                return known;
            }
            next = now.plus(EVERY);
        }
        Controls read = new Controls(run.store.controls(run.id));
        synchronized (this) {
            known = read;
            return known;
        }
    }
}
