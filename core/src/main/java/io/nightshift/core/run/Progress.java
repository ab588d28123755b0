package io.nightshift.core.run;

import io.nightshift.core.record.ProgressNotes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells how far something long is: at once to whoever watches, now and then to the run's record. */
final class Progress {
    private final RunContext run;
    private final String host;
    private final String task;
    private final Duration keeps;
    private @Nullable Instant began;
    private long first;
    private @Nullable Instant kept;
    private RunEvent.@Nullable Progress last;

    /** @param keeps how often it is written down */
    Progress(RunContext run, String host, String task, Duration keeps) {
        this.run = run;
        this.host = host;
        this.task = task;
        this.keeps = keeps;
    }

    /** @param unit {@code bytes} or {@code rows} */
    void tell(long done, long total, String unit) {
        Instant now = run.clock.instant();
        if (began == null || done < first) {
            began = now;
            first = done;
        }
        Duration took = Duration.between(began, now);
        long rate = took.toMillis() < 500 ? 0 : (done - first) * 1000 / took.toMillis();
        Duration left = rate <= 0 ? null : Duration.ofSeconds((total - done) / rate);
        RunEvent.Progress progress = new RunEvent.Progress(host, task, done, total, unit, rate, left);
        last = progress;
        run.tell(progress);
        if (kept == null || !now.isBefore(kept.plus(keeps))) {
            kept = now;
            keep(progress, now);
        }
    }

    /** It is through. */
    void full() {
        RunEvent.Progress known = last;
        if (known != null) {
            tell(known.total(), known.total(), known.unit());
        }
    }

    /** What was told last is kept, too. */
    void end() {
        RunEvent.Progress known = last;
        if (known != null) {
            keep(known, run.clock.instant());
        }
    }

    private void keep(RunEvent.Progress progress, Instant now) {
        ProgressNotes.keep(
                run.store,
                run.id,
                host,
                new ProgressNotes.Note(
                        task, progress.done(), progress.total(), progress.unit(), progress.perSecond(), now));
    }
}
