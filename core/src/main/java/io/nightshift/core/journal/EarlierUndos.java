package io.nightshift.core.journal;

import io.nightshift.core.journal.Rollback.Reach;
import io.nightshift.core.journal.Rollback.Reached;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.transport.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of undo steps that an interrupted rollback left under way: no step is taken back by two scripts at once, and none that
 * went back goes back again.
 */
final class EarlierUndos {
    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final RunStore store;
    private final Platform platform;
    private final Clock clock;
    private final Pace pace;
    private final Reach reach;

    EarlierUndos(RunStore store, Platform platform, Clock clock, Pace pace, Reach reach) {
        this.store = store;
        this.platform = platform;
        this.clock = clock;
        this.pace = pace;
        this.reach = reach;
    }

    /** The path of the step that undoes another one. */
    static String path(StepRecord step) {
        return "u" + step.id().sequence();
    }

    int lastStep(String undoRun, String host) {
        return store.steps(undoRun, host).stream()
                .mapToInt(step -> step.id().sequence())
                .max()
                .orElse(0);
    }

    /** Paths of the undo steps that came to a good end in earlier rollbacks of these steps; waits for those still at work. */
    Set<String> settle(List<StepRecord> steps, String host) throws TransportException {
        Set<String> ended = new HashSet<>();
        if (steps.isEmpty()) {
            return ended;
        }
        for (RunRecord rollback : store.rollbacksOf(steps.get(0).id().run())) {
            for (StepRecord undo : store.steps(rollback.id(), host)) {
                boolean open = undo.state() == State.INTENDED || undo.state() == State.UNKNOWN;
                State state = open ? settled(undo) : undo.state();
                if (state == State.DONE) {
                    ended.add(undo.id().path());
                    undone(undo, steps);
                }
            }
        }
        return ended;
    }

    private State settled(StepRecord undo) throws TransportException {
        if (undo.ticket().isEmpty()) { // the controller's own work, which ended with it and is done again
            store.conclude(undo.id(), State.FAILED, "interrupted", clock.instant());
            return State.FAILED;
        }
        TicketState ticket = ended(reach.to(undo), new Ticket(undo.ticket()));
        State state = State.UNKNOWN;
        if (ticket instanceof TicketState.NeverStarted) {
            state = State.NOT_BEGUN;
        } else if (ticket instanceof TicketState.Finished finished) {
            state = finished.status() == 0 ? State.DONE : State.FAILED;
        }
        store.conclude(undo.id(), state, null, clock.instant());
        return state;
    }

    /** The controller may have died between the end of the undo and this. */
    private void undone(StepRecord undo, List<StepRecord> steps) {
        for (StepRecord step : steps) {
            if (path(step).equals(undo.id().path()) && step.hasOwnWayBack() && step.state() != State.UNDONE) {
                store.conclude(step.id(), State.UNDONE, null, clock.instant());
            }
        }
    }

    /** Its own time limit on the host bounds the wait. */
    TicketState ended(Reached reached, Ticket ticket) throws TransportException {
        while (true) {
            TicketState state =
                    platform.ticketState(reached.shell().run(platform.claim(ticket, Integer.MAX_VALUE), ASKING));
            if (!(state instanceof TicketState.Running)) {
                return state;
            }
            if (!pace.pause(BETWEEN)) {
                throw new TransportException(
                        TransportException.Kind.TIMEOUT, "waiting for an undo that is under way was interrupted");
            }
        }
    }
}
