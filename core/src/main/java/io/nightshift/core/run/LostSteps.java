package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.run.StepRunner.Origin;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.DatabaseChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.SystemChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a step came to whose process is gone without a status. What is planned from readings is planned again; of a command
 * the task's {@code verify:} knows; else nobody does, and the host stops.
 */
final class LostSteps {
    private static final Duration VERIFYING = Duration.ofMinutes(5);
    private static final int NO_EFFECT = 1;

    private final RunContext run;

    LostSteps(RunContext run) {
        this.run = run;
    }

    /** The outcome of a change that was made before the run was interrupted; empty where it is to be made now. */
    Optional<Outcome> madeBefore(Origin origin, HostAccess access, Change change)
            throws TransportException, OutcomeUnknown {
        Optional<OpenSteps.Found> found = origin.before().open().of(origin.path(), change, origin.changesNothing());
        if (found.isEmpty() || found.get().outcome() != null) {
            return found.map(OpenSteps.Found::outcome);
        }
        StepId id = found.get().step().id();
        try {
            return Optional.of(decide(id, origin, access, change, found.get().rebooted()));
        } catch (StepLost again) {
            return Optional.empty();
        }
    }

    /**
     * Decides about a step that is lost.
     *
     * @throws StepLost when it may be planned and made again
     * @throws OutcomeUnknown when nobody knows
     */
    Outcome decide(StepId id, Origin origin, HostAccess access, Change change, boolean rebooted)
            throws TransportException, OutcomeUnknown, StepLost {
        Instant now = run.clock.instant();
        String message = Tickets.lost(rebooted);
        if (change instanceof SystemChange.Reboot) {
            run.store.conclude(id, State.DONE, null, now);
            return new Outcome.Done(change, 0, "", "", now, now);
        }
        boolean once = change instanceof CommandChange.Run
                || change instanceof CommandChange.SendHttp
                || change instanceof DatabaseChange.RestoreDatabase;
        if (!once || origin.changesNothing()) {
            run.store.conclude(id, State.UNKNOWN, message, now);
            throw new StepLost(message);
        }
        String verify = origin.before().verify();
        if (verify != null) {
            Frame answer = access.entry().open().shell(access.become()).run("(\n" + verify + "\n)", VERIFYING);
            if (answer.succeeded()) {
                run.store.conclude(id, State.DONE, "`verify` says that it took effect", run.clock.instant());
                return new Outcome.Done(change, 0, "", "", now, run.clock.instant());
            }
            if (answer.status() == NO_EFFECT) {
                String none = "`verify` says that it took no effect";
                run.store.conclude(id, State.NOT_BEGUN, none, run.clock.instant());
                throw new StepLost(none);
            }
            message += "; `verify` ended with status " + answer.status() + ", which says neither yes (0) nor no (1)";
        }
        run.store.conclude(id, State.UNKNOWN, message, run.clock.instant());
        throw new OutcomeUnknown("what became of `" + run.redactor.clean(origin.describe(change)) + "` is not known: "
                + message + (verify == null ? ". A task with `verify:` can tell" : ""));
    }
}
