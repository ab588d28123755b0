package io.nightshift.core.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lets hosts begin only while the journal has room for what they will do; those that have begun go on. */
final class Starts {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RunContext run;
    private final Set<String> begun = new HashSet<>();
    private boolean told;

    Starts(RunContext run) {
        this.run = run;
    }

    /** Returns when the host may begin, or when the run is being stopped; its place in the ring is another's while it waits. */
    void await(String host, Ring ring) {
        while (!mayBegin(host) && !run.stopping.get()) {
            ring.step();
            boolean rested = run.pace.pause(PAUSE);
            ring.enter();
            if (!rested) {
                return;
            }
        }
    }

    private synchronized boolean mayBegin(String host) {
        if (begun.contains(host)) {
            return true;
        }
        Optional<String> shortage = run.store.shortage();
        if (shortage.isPresent() != told) {
            told = shortage.isPresent();
            run.tell(new RunEvent.Warning(shortage.map(
                            why -> why
                                    + ". No new host begins; those at work go on. The others follow by themselves when there is room")
                    .orElse("there is room again; the other hosts begin")));
        }
        return shortage.isEmpty() && begun.add(host);
    }
}
