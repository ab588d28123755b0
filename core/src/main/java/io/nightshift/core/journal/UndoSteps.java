package io.nightshift.core.journal;

import io.nightshift.core.journal.Rollback.Reached;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes back single steps of one host, each journalled before it is sent, under a ticket of its own. */
final class UndoSteps {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration HOLDING = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 3;

    private final Rollback rollback;
    private final String undoRun;
    private final String host;
    private final EarlierUndos earlier;
    private int sequence;

    UndoSteps(Rollback rollback, String undoRun, String host, EarlierUndos earlier) {
        this.rollback = rollback;
        this.undoRun = undoRun;
        this.host = host;
        this.earlier = earlier;
        this.sequence = earlier.lastStep(undoRun, host);
    }

    /** The host is another run's. */
    static final class NotOurs extends Exception {
        private static final long serialVersionUID = 1L;

        NotOurs(HeldBy by) {
            super(HoldPatience.told(by));
        }
    }

    /** The connection broke before the undo began; it can be sent again. */
    private static final class NotBegun extends Exception {
        private static final long serialVersionUID = 1L;

        NotBegun(TransportException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Null when it worked, else why not.
     *
     * @param marks whether the step itself is noted as undone
     */
    @Nullable
    String undo(StepRecord step, boolean marks) throws NotOurs {
        String problem = null;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            try {
                problem = attempt(step);
                break;
            } catch (NotBegun e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        String told = problem == null ? null : rollback.clean.apply(problem);
        if (marks) {
            rollback.store.conclude(
                    step.id(), told == null ? State.UNDONE : State.UNDO_FAILED, told, rollback.clock.instant());
        }
        rollback.watcher.undone(host, step.change(), told == null, told);
        return told;
    }

    private @Nullable String attempt(StepRecord step) throws NotOurs, NotBegun {
        StepId id = new StepId(undoRun, host, ++sequence, EarlierUndos.path(step));
        Reached reached;
        try {
            reached = rollback.reach.to(step);
        } catch (TransportException e) {
            return String.valueOf(e.getMessage());
        }
        if (step.undoKind() == UndoKind.BY_CONTROLLER) {
            return byController(id, step, reached);
        }
        Ticket ticket = Ticket.of(reached.profile(), undoRun, host.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + sequence);
        PreparedStep prepared = rollback.platform.undo(
                reached.profile(),
                ticket,
                String.valueOf(step.undoScript()),
                LIMIT,
                reached.shared() ? null : rollback.manner.holdOn().apply(step.target()));
        rollback.store.intend(intent(id, step, ticket.directory()), rollback.manner.hold());
        Answer answer;
        try {
            answer = sent(reached, prepared);
        } catch (TransportException e) {
            return cutOff(id, step, ticket, e);
        }
        if (answer instanceof Answer.Held held) {
            conclude(id, State.NOT_BEGUN, held.by().sentence());
            throw new NotOurs(held.by());
        }
        String problem = problem(answer);
        conclude(id, problem == null ? State.DONE : State.FAILED, problem);
        return problem;
    }

    /** No script goes to the host, and so it is asked by itself whether it is still ours. */
    private @Nullable String byController(StepId id, StepRecord step, Reached reached) throws NotOurs {
        rollback.store.intend(intent(id, step, ""), rollback.manner.hold());
        String problem;
        try {
            HeldBy other = reached.shared() ? null : taken(step, reached);
            if (other != null) {
                conclude(id, State.NOT_BEGUN, other.sentence());
                throw new NotOurs(other);
            }
            problem = rollback.byController.undo(step, rollback.reach);
        } catch (TransportException e) {
            problem = String.valueOf(e.getMessage());
        }
        conclude(id, problem == null ? State.DONE : State.FAILED, problem);
        return problem;
    }

    private @Nullable HeldBy taken(StepRecord step, Reached reached) throws TransportException {
        return rollback.manner.patience().taken(host, new HoldPatience.Taking() {
            @Override
            public @Nullable HeldBy ask() throws TransportException {
                Hold hold = rollback.manner.holdOn().apply(step.target());
                String script = rollback.platform.hold(reached.profile(), hold, LIMIT);
                return rollback.platform.heldBy(reached.shell().run(script, HOLDING));
            }

            @Override
            public void run(HoldPatience.ScriptOf other, Duration most) throws TransportException {
                reached.shell().run(other.on(reached.profile()), most);
            }
        });
    }

    /** @param ticket its directory on the host, empty where it has none */
    private StepRecord intent(StepId id, StepRecord step, String ticket) {
        return new StepRecord(
                id,
                step.task(),
                step.position(),
                step.target(),
                step.login(),
                step.becomeUser(),
                step.becomeMethod(),
                ticket,
                "undo: " + step.change(),
                UndoKind.NOT_NEEDED,
                null,
                null,
                State.INTENDED,
                null,
                rollback.clock.instant(),
                null);
    }

    private Answer sent(Reached reached, PreparedStep prepared) throws TransportException {
        Instant started = rollback.clock.instant();
        return rollback.manner.patience().sent(host, new HoldPatience.Attempt() {
            @Override
            public Answer send() throws TransportException {
                Frame frame = reached.shell().run(prepared.script(), LIMIT.plusMinutes(1));
                return prepared.answer(frame, started, rollback.clock.instant());
            }

            @Override
            public void run(HoldPatience.ScriptOf other, Duration most) throws TransportException {
                reached.shell().run(other.on(reached.profile()), most);
            }
        });
    }

    /** The connection broke in the middle of an undo: its ticket knows what became of it, once the host is back. */
    private @Nullable String cutOff(StepId id, StepRecord step, Ticket ticket, TransportException cause)
            throws NotBegun {
        BooleanSupplier comesBack = rollback.pace.within(rollback.manner.comeBack());
        while (cause.outcomeUnknown()) {
            try {
                TicketState state = earlier.ended(rollback.reach.to(step), ticket);
                if (state instanceof TicketState.NeverStarted) {
                    conclude(id, State.NOT_BEGUN, null);
                    throw new NotBegun(cause);
                }
                if (state instanceof TicketState.Finished finished) {
                    boolean done = finished.status() == 0;
                    String problem = done
                            ? null
                            : "status " + finished.status() + ": "
                                    + finished.stderr().strip();
                    conclude(id, done ? State.DONE : State.FAILED, problem);
                    return problem;
                }
                break;
            } catch (TransportException e) {
                if (!comesBack.getAsBoolean() || !rollback.pace.pause(BETWEEN)) {
                    break;
                }
            }
        }
        String problem = String.valueOf(cause.getMessage());
        conclude(id, cause.outcomeUnknown() ? State.UNKNOWN : State.FAILED, problem);
        return problem;
    }

    private void conclude(StepId id, State state, @Nullable String message) {
        String told = message == null ? null : rollback.clean.apply(message);
        rollback.store.conclude(id, state, told, rollback.clock.instant());
    }

    private static @Nullable String problem(Answer answer) {
        if (answer instanceof Answer.Ended ended) {
            if (ended.outcome() instanceof Outcome.Failed failed) {
                return failed.message();
            }
            if (ended.outcome() instanceof Outcome.Done done && done.status() != 0) {
                return "status " + done.status() + ": " + done.stderr().strip();
            }
            return null;
        }
        if (answer instanceof Answer.Refused refused) {
            return refused.reason();
        }
        return answer instanceof Answer.TimedOut ? "passed its time limit" : "it was started before";
    }
}
