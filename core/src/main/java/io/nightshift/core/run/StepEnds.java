package io.nightshift.core.run;

import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.run.StepRunner.Origin;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a host's answer to a step means for the journal and for the host. */
final class StepEnds {
    private final RunContext run;

    StepEnds(RunContext run) {
        this.run = run;
    }

    /** The outcome, written down. */
    Outcome conclude(StepId id, Origin origin, Change change, Answer answer) throws OutcomeUnknown {
        Instant now = run.clock.instant();
        if (answer instanceof Answer.Ended ended) {
            Outcome outcome = ended.outcome();
            if (outcome instanceof Outcome.Failed failed) {
                run.store.conclude(id, State.FAILED, said(origin, failed.message()), now);
            } else {
                run.store.conclude(id, State.DONE, badEnd(outcome), now);
            }
            return outcome;
        }
        if (answer instanceof Answer.TimedOut timedOut) {
            String message = "did not end within its time limit of " + Deadline.in(origin.limit())
                    + " and was stopped, with everything it had started; `timeout:` of the task sets the limit";
            run.store.conclude(id, State.TIMED_OUT, message, now);
            return new Outcome.Failed(change, message, 124, timedOut.stdout(), timedOut.stderr());
        }
        if (answer instanceof Answer.Refused refused) {
            run.store.conclude(id, State.FAILED, said(origin, refused.reason()), now);
            return new Outcome.Failed(change, refused.reason(), 1, "", "");
        }
        if (answer instanceof Answer.Held held) {
            String message = HoldPatience.told(held.by());
            run.store.conclude(id, State.NOT_BEGUN, message, now);
            if (held.by() instanceof HeldBy.Stale) {
                run.takenOver();
            }
            throw HostStopped.because(HostStopped.Reason.PARKED, message);
        }
        String message = "this step was started before, and what became of it is not known";
        run.store.conclude(id, State.UNKNOWN, message, now);
        throw new OutcomeUnknown(message);
    }

    /** A command may end badly and yet be done; whether its task failed is for the task to say. */
    private static @Nullable String badEnd(Outcome outcome) {
        return outcome instanceof Outcome.Done done
                        && done.status() != 0
                        && !(done.change() instanceof CommandChange.SendHttp)
                ? "exit status " + done.status()
                : null;
    }

    /** What the journal may say of it. */
    String said(Origin origin, String message) {
        return origin.silent() ? "hidden by no_log" : run.redactor.clean(message);
    }
}
