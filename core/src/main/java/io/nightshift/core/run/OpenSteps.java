package io.nightshift.core.run;

import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.DatabaseChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.SystemChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps that an interrupted process left behind for one attempt of a task: their tickets on the host tell what became of them.
 * What is planned afresh needs no more than that; a command takes its outcome from here instead of running twice.
 */
final class OpenSteps {
    static final OpenSteps NONE = new OpenSteps(Map.of(), false);

    private final Map<String, Fate> fates;
    private final boolean acted;

    private OpenSteps(Map<String, Fate> fates, boolean acted) {
        this.fates = fates;
        this.acted = acted;
    }

    /** What became of a step. */
    private record Fate(StepRecord step, TicketState ticket) {}

    /** Asks the tickets of an attempt's steps, waits for those still at work, and closes them in the journal. */
    static OpenSteps settle(RunContext run, HostAccess access, List<StepRecord> steps, Duration limit)
            throws TransportException, OutcomeUnknown {
        if (steps.isEmpty()) {
            return NONE;
        }
        Map<String, Fate> fates = new HashMap<>();
        boolean acted = false;
        for (StepRecord step : steps) {
            TicketState state = step.ticket().isEmpty()
                    ? new TicketState.Lost(false)
                    : new Tickets(run).settled(access, new Ticket(step.ticket()), step.target(), limit);
            if (step.state() == State.INTENDED || step.state() == State.UNKNOWN) {
                close(run, step, state);
            }
            if (state instanceof TicketState.Running) {
                throw new OutcomeUnknown(step.change()
                        + " is still at work, long after its time limit; what becomes of it is not known");
            }
            acted |= state instanceof TicketState.Finished finished && finished.status() == 0
                    || state instanceof TicketState.Lost;
            fates.put(step.id().path(), new Fate(step, state));
        }
        access.forgetAll();
        return new OpenSteps(fates, acted);
    }

    private static void close(RunContext run, StepRecord step, TicketState state) {
        Instant now = run.clock.instant();
        if (state instanceof TicketState.NeverStarted) {
            run.store.conclude(step.id(), State.NOT_BEGUN, null, now);
        } else if (state instanceof TicketState.Finished finished) {
            boolean done = finished.status() == 0;
            run.store.conclude(
                    step.id(),
                    done ? State.DONE : State.FAILED,
                    done
                            ? null
                            : run.redactor.clean("status " + finished.status() + " "
                                    + finished.stderr().strip()),
                    now);
        } else {
            boolean rebooted = state instanceof TicketState.Lost lost && lost.rebooted();
            String message = state instanceof TicketState.Running ? "still at work" : Tickets.lost(rebooted);
            run.store.conclude(step.id(), State.UNKNOWN, message, now);
        }
    }

    /** Whether something was changed before the run was interrupted, so that the task counts as changed. */
    boolean acted() {
        return acted;
    }

    /**
     * What the step at this path came to, where it must not be made twice.
     *
     * @return empty where the change is to be made now: the step never began, or making it again does no harm
     */
    Optional<Found> of(String path, Change change, boolean harmless) {
        Fate fate = fates.get(path);
        boolean once = change instanceof CommandChange.Run
                || change instanceof CommandChange.SendHttp
                || change instanceof DatabaseChange.RestoreDatabase
                || change instanceof SystemChange.Reboot;
        if (fate == null || !once || fate.ticket() instanceof TicketState.NeverStarted) {
            return Optional.empty();
        }
        if (fate.ticket() instanceof TicketState.Finished finished) {
            Instant ended = fate.step().ended() == null
                    ? fate.step().intended()
                    : fate.step().ended();
            return Optional.of(new Found(
                    fate.step(),
                    new Outcome.Done(
                            change,
                            finished.status(),
                            finished.stdout(),
                            finished.stderr(),
                            fate.step().intended(),
                            ended),
                    false));
        }
        boolean rebooted = fate.ticket() instanceof TicketState.Lost lost && lost.rebooted();
        if (harmless && !(change instanceof SystemChange.Reboot)) {
            return Optional.empty();
        }
        return Optional.of(new Found(fate.step(), null, rebooted));
    }

    /**
     * A step that was made before.
     *
     * @param outcome null where it is lost
     * @param rebooted whether the host has booted since
     */
    record Found(
            StepRecord step,
            @org.jspecify.annotations.Nullable Outcome outcome,
            boolean rebooted) {}
}
