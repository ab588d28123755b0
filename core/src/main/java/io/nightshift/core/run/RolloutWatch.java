package io.nightshift.core.run;

import io.nightshift.core.rollout.Controls;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.Rollout.OnAbort;
import io.nightshift.playbooks.Rollout.Trouble;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides whether the rollout of a play goes on; once it is decided that it ends, that stays, whatever becomes of this process. */
final class RolloutWatch {
    private static final String ABORT = "abort ";

    private final RunContext run;
    private final String key;
    private final Map<Trouble, Rollout.Limit> limits;
    private final OnAbort onAbort;
    private final AtomicReference<Controls.@Nullable Abort> decided = new AtomicReference<>();

    RolloutWatch(RunContext run, Play play) {
        this.run = run;
        this.key = ABORT + play.path();
        Rollout rollout = play.rollout();
        this.limits = rollout == null ? Map.of() : rollout.abort();
        this.onAbort = rollout == null ? OnAbort.STOP : rollout.onAbort();
        run.notes.kept(key).map(RolloutWatch::read).ifPresent(decided::set);
    }

    private static Controls.Abort read(String text) {
        int end = text.indexOf(' ');
        return new Controls.Abort(text.substring(end + 1), OnAbort.valueOf(text.substring(0, end)));
    }

    /** Why the rollout ends, and what becomes of its hosts; empty while it goes on. */
    Optional<Controls.Abort> abort() {
        Controls.Abort known = decided.get();
        if (known != null) {
            return Optional.of(known);
        }
        if (run.helps) { // it is decided by the one that makes the run
            run.notes.kept(key).map(RolloutWatch::read).ifPresent(decided::set);
            return Optional.ofNullable(decided.get());
        }
        Optional<Controls.Abort> abort = run.tally
                .exceeded(limits)
                .map(reason -> new Controls.Abort(reason, onAbort))
                .or(() -> run.controls.now().abort());
        abort.ifPresent(this::decide);
        return Optional.ofNullable(decided.get());
    }

    private void decide(Controls.Abort abort) {
        if (decided.compareAndSet(null, abort)) {
            run.notes.keep(key, abort.undo() + " " + abort.reason());
            run.tell(new RunEvent.RolloutAborted(abort.reason(), abort.undo()));
        }
    }

    /** Whether hosts at work must stop, because they go back. */
    boolean stopsHosts() {
        Controls.Abort known = run.helps ? abort().orElse(null) : decided.get();
        return known != null && known.undo() != OnAbort.STOP;
    }
}
