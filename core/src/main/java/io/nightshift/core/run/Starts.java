package io.nightshift.core.run;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.run.HostStopped.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets hosts begin only while the rollout goes on, nobody has paused it, the journal has room for what they will do, and their
 * maintenance window is open; those that have begun go on.
 */
final class Starts {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RunContext run;
    private final Set<String> begun = new HashSet<>();
    private @Nullable String told;

    Starts(RunContext run) {
        this.run = run;
    }

    /**
     * Returns when the host may begin, or when the run is being stopped; its place in the ring is another's while it waits.
     *
     * @throws HostStopped where it must not begin any more, or only when its window opens
     */
    void await(String host, Ring ring, PlayContext play) {
        while (!mayBegin(host, play) && !run.stopping.get()) {
            ring.step();
            boolean rested = run.pace.pause(PAUSE);
            ring.enter();
            if (!rested) {
                return;
            }
        }
        if (run.stopping.get()) {
            return;
        }
        HostWindows.May may = run.windows.may(host, play);
        if (!may.now()) {
            throw HostStopped.because(Reason.CLOSED, may.why());
        }
    }

    private boolean mayBegin(String host, PlayContext play) {
        boolean goesOn = hasBegun(host) || run.memory(host).notes.resumed();
        if (goesOn) {
            return true;
        }
        play.watch.abort().ifPresent(abort -> {
            throw HostStopped.because(Reason.NOT_BEGUN, "the rollout was ended: " + abort.reason());
        });
        Optional<RunControl> pause = run.controls.now().pause();
        Optional<String> shortage = run.store.shortage();
        synchronized (this) {
            String why = pause.map(
                            p -> p.by() + " paused the rollout" + (p.words() == null ? "" : " (" + p.words() + ")")
                                    + ". No new host begins; those at work go on. `nightshift rollout resume " + run.id
                                    + "` lets the others begin")
                    .or(
                            () -> shortage.map(
                                    text -> text
                                            + ". No new host begins; those at work go on. The others follow by themselves when there is room"))
                    .orElse(null);
            if (!Objects.equals(why, told)) {
                String before = told;
                told = why;
                run.tell(new RunEvent.Warning(
                        why != null
                                ? why
                                : before != null && before.contains("paused")
                                        ? "the rollout goes on; the other hosts begin"
                                        : "there is room again; the other hosts begin"));
            }
            return why == null && begun.add(host);
        }
    }

    private synchronized boolean hasBegun(String host) {
        return begun.contains(host);
    }
}
