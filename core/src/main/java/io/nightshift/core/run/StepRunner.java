package io.nightshift.core.run;

import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.record.ReachedNotes;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one change on a host: the intent and its way back are durable before the first byte leaves. */
final class StepRunner {
    private final RunContext run;
    private final LostSteps lost;
    private final CutOffSteps cutOff;
    private final StepEnds ends;
    private final HoldPatience patience;

    StepRunner(RunContext run) {
        this.run = run;
        this.patience = new HoldPatience(
                run.store,
                run.platform,
                run.settings.lockTimeout(),
                run.stopping::get,
                time -> Ring.aside(() -> run.pace.pause(time)),
                message -> run.tell(new RunEvent.Warning(message)));
        this.lost = new LostSteps(run);
        this.cutOff = new CutOffSteps(run);
        this.ends = new StepEnds(run);
    }

    /** What the journal needs to know of a task. */
    record Origin(
            HostMemory host,
            Task task,
            String title,
            String path,
            boolean changesNothing,
            boolean silent,
            Duration limit,
            Before before) {
        /** What the journal says a change does; nothing of it where {@code no_log} holds. */
        String describe(Change change) {
            return silent ? "a change hidden by no_log" : change.describe();
        }

        /** A part of a change that is made of several. */
        Origin part(String name) {
            return new Origin(host, task, title, path + "." + name, changesNothing, silent, limit, before);
        }

        /** One change of the task; they count from 1. */
        Origin change(int number) {
            return new Origin(host, task, title, path + ".c" + number, changesNothing, silent, limit, before);
        }
    }

    /**
     * What the record of an interrupted run has to do with a task.
     *
     * @param arguments as rendered; kept before the first change, for they must not come out differently
     * @param open steps that were made already
     * @param verify tells whether a lost command took effect, null where nobody can
     */
    record Before(
            Map<String, Object> arguments,
            OpenSteps open,
            @Nullable String verify) {}

    /** A step whose outcome cannot be known; the host stops. */
    static final class OutcomeUnknown extends Exception {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String message) {
            super(message);
        }
    }

    /** @param next probes that the following tasks want; they travel in the same frame */
    Outcome apply(Origin origin, HostAccess access, Change change, List<Probe> next)
            throws TransportException, OutcomeUnknown, StepLost {
        Optional<Outcome> before = lost.madeBefore(origin, access, change);
        if (before.isPresent()) {
            return before.get();
        }
        if (origin.path().endsWith(".c1")) {
            String attempt = origin.path().substring(0, origin.path().length() - ".c1".length());
            origin.host().notes.arguments(attempt, origin.before().arguments());
        }
        HostProfile profile = access.profile();
        int sequence = origin.host().steps.incrementAndGet();
        StepId id = new StepId(run.id, origin.host().name(), sequence, origin.path());
        Ticket ticket = Ticket.of(profile, run.id, StepRecords.ticketName(origin.host(), sequence, origin.path()));
        PreparedStep step = run.platform.step(
                profile,
                new StepRequest(
                        ticket,
                        change,
                        origin.limit(),
                        access.entry().isLocal()
                                ? null
                                : run.shared.holdOn(access.entry().target().name())));
        boolean ticketless = change instanceof CommandChange.Run command && command.raw();
        StepRecord record = StepRecords.of(
                run, id, origin, access, change, ticketless ? "" : ticket.directory(), step.undoScript());
        intend(record, origin, access);
        String refusal = run.deadMen.of(origin.host()).before(record, access, change);
        if (refusal != null) {
            return ends.conclude(id, origin, change, new Answer.Refused(refusal));
        }
        if (!origin.silent()) {
            Differences.note(run, id, change, access);
        }
        access.forget(change);
        Instant started = run.clock.instant();
        boolean delegated = run.holds.begin(origin.host().name(), access);
        try {
            return send(id, origin, access, change, step, next, started, origin.limit());
        } catch (TransportException e) {
            if (!e.outcomeUnknown()) {
                run.store.conclude(id, State.FAILED, run.redactor.clean(message(e)), run.clock.instant());
                throw e;
            }
            if (isRaw(change)) {
                throw lost(id, origin, change, e); // it has no ticket to ask
            }
            return recover(id, origin, access, change, ticket, step, started, origin.limit(), e);
        } finally {
            if (delegated) {
                run.holds.delegated(access.entry(), access.become());
            }
        }
    }

    private void intend(StepRecord record, Origin origin, HostAccess access) {
        run.windows.refuseClosed(record.id().host(), record.target());
        try {
            if (!record.target().equals(record.id().host())
                    && origin.host().changesOn.add(record.target())) {
                Map<String, String> how = ConnectionRecords.of(
                        access.entry().target(), access.entry().isLocal());
                ReachedNotes.keep(run.store, run.id, record.id().host(), record.target(), how);
            }
            run.store.intend(record, run.holds.of(record.id().host()));
        } catch (StaleRunException e) {
            run.takenOver();
            throw HostStopped.because(HostStopped.Reason.PARKED, String.valueOf(e.getMessage()));
        }
    }

    /** A raw command has no ticket, and all it prints is its own. */
    private static boolean isRaw(Change change) {
        return change instanceof CommandChange.Run command && command.raw();
    }

    /** What the journal may say of a failure: nothing where {@code no_log} holds. */
    String said(Origin origin, String message) {
        return ends.said(origin, message);
    }

    /** With hosts that another run holds. */
    HoldPatience patience() {
        return patience;
    }

    /**
     * Journals a step that is made by the controller itself, so that there is no ticket to ask.
     *
     * @param wayBack what the controller needs to take it back; null where that cannot be
     */
    StepId intendWithoutTicket(Origin origin, HostAccess access, Change change, @Nullable String wayBack) {
        StepId id = new StepId(run.id, origin.host().name(), origin.host().steps.incrementAndGet(), origin.path());
        intend(StepRecords.of(run, id, origin, access, change, "", wayBack), origin, access);
        access.forget(change);
        return id;
    }

    private Outcome send(
            StepId id,
            Origin origin,
            HostAccess access,
            Change change,
            PreparedStep step,
            List<Probe> next,
            Instant started,
            Duration limit)
            throws TransportException, OutcomeUnknown {
        List<Probe> wanted = next.stream()
                .filter(p -> !HostAccess.isAsked(p) && !access.knows(p))
                .toList();
        @Nullable
        ProbeBatch batch = wanted.isEmpty() || isRaw(change) ? null : run.platform.read(access.profile(), wanted);
        String script = batch == null ? step.script() : step.script() + "\n" + batch.script();
        Answer answer = patience.sent(origin.host().name(), new HoldPatience.Attempt() {
            @Override
            public Answer send() throws TransportException {
                Connection connection = access.entry().open();
                for (PreparedStep.Upload upload : step.uploads()) {
                    Uploads.send(connection, access.become(), step, upload);
                }
                Frame frame = connection.shell(access.become()).run(script, limit.plusMinutes(2));
                if (batch != null) {
                    access.learn(batch.parse(frame));
                }
                return step.answer(frame, started, run.clock.instant());
            }

            @Override
            public void run(HoldPatience.ScriptOf other, Duration most) throws TransportException {
                access.entry().open().shell(access.become()).run(other.on(access.profile()), most);
            }
        });
        return ends.conclude(id, origin, change, answer);
    }

    /** The connection broke while the step was under way: the ticket on the host knows. */
    private Outcome recover(
            StepId id,
            Origin origin,
            HostAccess access,
            Change change,
            Ticket ticket,
            PreparedStep step,
            Instant started,
            Duration limit,
            TransportException cause)
            throws TransportException, OutcomeUnknown, StepLost {
        run.tell(new RunEvent.Warning(
                message(cause) + "; asking " + access.entry().target().name() + " what became of the step"));
        try {
            TicketState state = cutOff.asked(origin.host(), access, ticket, limit);
            if (state instanceof TicketState.NeverStarted) {
                return send(id, origin, access, change, step, List.of(), started, limit);
            }
            if (state instanceof TicketState.Finished finished) {
                boolean done = finished.status() == 0 || change instanceof CommandChange;
                Outcome outcome = done
                        ? new Outcome.Done(
                                change,
                                finished.status(),
                                finished.stdout(),
                                finished.stderr(),
                                started,
                                run.clock.instant())
                        : new Outcome.Failed(
                                change, finished.stderr(), finished.status(), finished.stdout(), finished.stderr());
                return ends.conclude(id, origin, change, new Answer.Ended(outcome));
            }
            if (state instanceof TicketState.Lost gone) {
                return lost.decide(id, origin, access, change, gone.rebooted());
            }
        } catch (TransportException again) {
            cause.addSuppressed(again);
        }
        throw lost(id, origin, change, cause);
    }

    private OutcomeUnknown lost(StepId id, Origin origin, Change change, TransportException cause) {
        String message =
                message(cause) + "; what became of `" + run.redactor.clean(origin.describe(change)) + "` is not known";
        run.store.conclude(id, State.UNKNOWN, message, run.clock.instant());
        return new OutcomeUnknown(message);
    }

    private static String message(TransportException e) {
        return String.valueOf(e.getMessage());
    }
}
