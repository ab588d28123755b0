package io.nightshift.core.run;

import io.nightshift.core.journal.RunStore.HostRecord;
import java.util.Optional;

/** How hosts come to their turn: each waits for a place, and for other controllers that have it. */
final class Entrance {
    private final RunContext run;
    private final PlayContext play;
    private final EarlyConnections early;

    Entrance(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
        this.early = new EarlyConnections(run, play);
    }

    /**
     * Takes a place in the ring for the host.
     *
     * @return how it stands where another controller has brought it to its end; then it has no place
     */
    Optional<HostRecord> enter(String host, Ring ring) {
        while (true) {
            run.shared.await(host);
            early.enter(host, ring);
            switch (run.shared.take(host)) {
                case MINE:
                    return Optional.empty();
                case AFTER_ANOTHER:
                    ring.step(); // it may have come to its end
                    Optional<HostRecord> end = end(host);
                    if (end.isEmpty()) {
                        ring.enter();
                    }
                    return end;
                case NOT_NOW:
                    ring.step();
                    run.shared.awaitNews();
            }
        }
    }

    private Optional<HostRecord> end(String host) {
        return run.store.hostOf(run.id, host).filter(record -> switch (record.state()) {
            case ROLLED_BACK, FAILED_KEPT, PARTLY_ROLLED_BACK, ROLLBACK_FAILED, UNKNOWN -> true;
            case UNREACHABLE -> WaitingRoom.patience(run, play) == null;
            default -> false;
        });
    }
}
