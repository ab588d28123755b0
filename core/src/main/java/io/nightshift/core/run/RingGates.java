package io.nightshift.core.run;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.rollout.PlannedRing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands between a ring and the next: it is left alone for a while, its health is looked at again, and someone agrees. */
final class RingGates {
    private static final String SOAK = "soak ";
    private static final String APPROVED = "approved ";

    private final RunContext run;
    private final PlayContext play;
    private final HostTurns turns;

    RingGates(RunContext run, PlayContext play, HostTurns turns) {
        this.run = run;
        this.play = play;
        this.turns = turns;
    }

    /**
     * Waits for all of them; false when the run is being stopped or the rollout ends meanwhile.
     *
     * @param last whether no ring follows, so that nobody needs to agree
     */
    boolean pass(PlannedRing ring, boolean last) {
        List<String> changed = run.alive(ring.hosts());
        if (changed.isEmpty()) {
            return true;
        }
        run.connections.rest(changed);
        boolean rested = ring.soak().isZero() || soak(ring) && health(changed);
        return rested && goesOn() && (last || ring.approve() == null || approved(ring, ring.approve()));
    }

    private boolean goesOn() {
        return !run.stopping.get() && play.watch.abort().isEmpty();
    }

    private boolean soak(PlannedRing ring) {
        String key = SOAK + play.play.path() + " " + ring.name();
        Instant until = run.notes
                .kept(key)
                .map(Instant::parse)
                .orElseGet(() -> run.clock.instant().plus(ring.soak()));
        run.notes.keep(key, until.toString());
        if (run.clock.instant().isBefore(until)) {
            run.tell(new RunEvent.RingSoaking(ring.name(), until));
        }
        while (run.clock.instant().isBefore(until)) {
            if (!goesOn() || !run.pace.pause(shorter(Duration.between(run.clock.instant(), until)))) {
                return false;
            }
        }
        return goesOn();
    }

    private static Duration shorter(Duration left) {
        return left.compareTo(RunControls.EVERY) < 0 ? left : RunControls.EVERY;
    }

    private boolean health(List<String> hosts) {
        if (!play.hasHealth() || run.settings.check()) {
            return true;
        }
        Ring again = new Ring(hosts, play.places, play.slow, run.pace);
        List<Pace.Worker> workers = new ArrayList<>();
        hosts.forEach(host -> workers.add(run.pace.start("host-" + host, () -> turns.healthAgain(host, again))));
        workers.forEach(Pace.Worker::join);
        return goesOn();
    }

    private boolean approved(PlannedRing ring, String by) {
        String key = APPROVED + play.play.path() + " " + ring.name();
        if (run.notes.kept(key).isPresent()) {
            return goesOn();
        }
        run.tell(new RunEvent.ApprovalWanted(ring.name(), by));
        while (goesOn()) {
            Optional<RunControl> approval = run.controls.now().approval(play.play.path(), ring.name());
            if (approval.isPresent()) {
                run.notes.keep(key, approval.get().by());
                run.tell(new RunEvent.RolloutNote(approval.get().by() + " approved what follows ring " + ring.name()));
                return goesOn();
            }
            if (!run.pace.pause(RunControls.EVERY)) {
                return false;
            }
        }
        return false;
    }
}
