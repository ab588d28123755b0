package io.nightshift.core.journal;

import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Walks a host's steps backwards and takes each one back, newest first; restarts and reloads come last and once each. Every undo
 * step is journalled in a run of its own before it is sent.
 */
public final class Rollback {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final RunStore store;
    private final Platform platform;
    private final Clock clock;
    private final Pace pace;
    private final Reach reach;
    private final Watcher watcher;
    private final UnaryOperator<String> clean;
    private final Hold hold;
    private final HoldPatience patience;

    /**
     * @param clean takes known secrets out of what hosts say
     * @param hold in whose name hosts are taken back
     */
    public Rollback(
            RunStore store,
            Platform platform,
            Clock clock,
            Pace pace,
            Reach reach,
            Watcher watcher,
            UnaryOperator<String> clean,
            Hold hold,
            HoldPatience patience) {
        this.clean = clean;
        this.hold = hold;
        this.patience = patience;
        this.store = store;
        this.platform = platform;
        this.clock = clock;
        this.pace = pace;
        this.reach = reach;
        this.watcher = watcher;
    }

    /** Opens the way to where a step was made, as the user it was made as. */
    public interface Reach {
        Reached to(StepRecord step) throws TransportException;
    }

    /**
     * A shell on a host, and what is known of it.
     *
     * @param shared whether many runs may change it side by side, as they do the controller itself
     */
    public record Reached(Shell shell, HostProfile profile, boolean shared) {}

    /** Sees each undo step end. */
    public interface Watcher {
        void undone(String host, String change, boolean succeeded, @Nullable String message);
    }

    /**
     * Where the host stands now.
     *
     * @param left what could not be taken back, in words; empty after a full rollback
     */
    public record Ended(HostState state, String detail, List<String> left) {
        public Ended {
            left = List.copyOf(left);
        }
    }

    /** A sentence, and below it line by line what is left as it is. */
    public static String told(String sentence, List<String> left) {
        if (left.isEmpty()) {
            return sentence;
        }
        return sentence + "\nleft as it is:\n  " + String.join("\n  ", left);
    }

    /** Steps that stand in the way of a full rollback. */
    public static List<StepRecord> notUndoable(List<StepRecord> steps) {
        return steps.stream()
                .filter(step -> step.state().mayHaveActed() && step.undoKind() == UndoKind.IMPOSSIBLE)
                .toList();
    }

    /** Steps that a rollback would visit, newest first. */
    public static List<StepRecord> undoable(List<StepRecord> steps) {
        List<StepRecord> todo = new ArrayList<>(steps.stream()
                .filter(step -> step.state().mayHaveActed()
                        && step.undoKind() == UndoKind.RECORDED
                        && step.undoScript() != null)
                .toList());
        Collections.reverse(todo);
        return todo;
    }

    /**
     * Takes a host back.
     *
     * @param undoRun the run that the undo steps are journalled in
     * @param recorded the host's steps in the order they were made
     * @param partial go on although some steps cannot be undone
     */
    public Ended host(String undoRun, String host, List<StepRecord> recorded, boolean partial) {
        int byHost = takenBackByTheHost(host, recorded);
        List<StepRecord> steps =
                byHost == 0 ? recorded : store.steps(recorded.get(0).id().run(), host);
        List<String> left = new ArrayList<>();
        notUndoable(steps).forEach(step -> left.add(step.task() + ": " + step.change() + " (" + step.undoNote() + ")"));
        if (!left.isEmpty() && !partial) {
            return new Ended(HostState.FAILED_KEPT, left.size() + " step(s) cannot be undone", left);
        }
        EarlierUndos earlier = new EarlierUndos(store, platform, clock, pace, reach);
        Set<String> ended;
        try {
            ended = earlier.settle(steps, host);
        } catch (TransportException e) {
            return failed("an undo that was under way cannot be asked for: " + e.getMessage(), left, undoable(steps));
        }
        List<StepRecord> todo = new ArrayList<>(undoable(steps));
        todo.removeIf(step -> ended.contains(EarlierUndos.path(step)));
        long before =
                steps.stream().filter(step -> step.state() == State.UNDONE).count()
                        + undoable(steps).size()
                        - todo.size();
        int sequence = earlier.lastStep(undoRun, host);
        for (int i = 0; i < todo.size(); i++) {
            StepRecord step = todo.get(i);
            String problem;
            try {
                problem = undo(undoRun, host, ++sequence, step, true);
            } catch (NotOurs e) {
                return notOurs(e, left, todo.subList(i, todo.size()));
            }
            if (problem != null) {
                return failed(step.change() + " could not be undone: " + problem, left, todo.subList(i, todo.size()));
            }
        }
        if (before + todo.size() > 0) {
            for (StepRecord again : again(steps)) {
                if (ended.contains(EarlierUndos.path(again))) {
                    continue;
                }
                String problem;
                try {
                    problem = undo(undoRun, host, ++sequence, again, false);
                } catch (NotOurs e) {
                    return notOurs(e, left, List.of(again));
                }
                if (problem != null) {
                    return new Ended(
                            HostState.ROLLBACK_FAILED, again.change() + " failed: " + problem, List.of(again.change()));
                }
            }
        }
        HostState state = left.isEmpty() ? HostState.ROLLED_BACK : HostState.PARTLY_ROLLED_BACK;
        String detail = before + todo.size() + " step(s) undone";
        return new Ended(
                state, byHost == 0 ? detail : detail + ", " + byHost + " taken back by the host itself before", left);
    }

    /** The host is another run's. */
    private static final class NotOurs extends Exception {
        private static final long serialVersionUID = 1L;

        NotOurs(HeldBy by) {
            super(HoldPatience.told(by));
        }
    }

    private static Ended notOurs(NotOurs why, List<String> left, List<StepRecord> todo) {
        List<String> rest = new ArrayList<>(left);
        todo.forEach(step -> rest.add(step.task() + ": " + step.change()));
        return new Ended(HostState.PARKED, String.valueOf(why.getMessage()), rest);
    }

    private static Ended failed(String why, List<String> left, List<StepRecord> todo) {
        List<String> rest = new ArrayList<>(left);
        todo.forEach(step -> rest.add(step.task() + ": " + step.change()));
        return new Ended(HostState.ROLLBACK_FAILED, why, rest);
    }

    /** A dead-man's timer that still waits is ended; what one did is learned, so that nothing is undone twice. */
    private int takenBackByTheHost(String host, List<StepRecord> recorded) {
        if (recorded.isEmpty()) {
            return 0;
        }
        try {
            DeadManNotes notes = new DeadManNotes(store, platform, clock, pace);
            List<StepRecord> own = notes.settle(recorded.get(0).id().run(), host, reach, false);
            own.forEach(step -> watcher.undone(host, step.change(), true, "by the host's own timer"));
            return own.size();
        } catch (TransportException e) {
            return 0; // the first step to undo says so
        }
    }

    /** Restarts and reloads, once for each; unit files are read again before anything restarts. */
    private static List<StepRecord> again(List<StepRecord> steps) {
        Map<String, StepRecord> byKey = new LinkedHashMap<>();
        for (StepRecord step : steps) {
            if (step.undoKind() == UndoKind.AGAIN
                    && step.undoScript() != null
                    && step.state().mayHaveActed()) {
                byKey.putIfAbsent(String.valueOf(step.undoNote()), step); // it knows whether the service ran before
            }
        }
        List<StepRecord> ordered = new ArrayList<>(byKey.values());
        ordered.sort((a, b) ->
                Boolean.compare(!"daemon-reload".equals(a.undoNote()), !"daemon-reload".equals(b.undoNote())));
        return ordered;
    }

    /** Null when it worked, else why not. */
    private @Nullable String undo(String undoRun, String host, int sequence, StepRecord step, boolean marks)
            throws NotOurs {
        String what = "undo: " + step.change();
        StepId id = new StepId(undoRun, host, sequence, EarlierUndos.path(step));
        String problem;
        boolean intended = false;
        try {
            Reached reached = reach.to(step);
            Ticket ticket =
                    Ticket.of(reached.profile(), undoRun, host.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + sequence);
            PreparedStep prepared = platform.undo(
                    reached.profile(),
                    ticket,
                    String.valueOf(step.undoScript()),
                    LIMIT,
                    reached.shared() ? null : hold);
            StepRecord intent = new StepRecord(
                    id,
                    step.task(),
                    step.position(),
                    step.target(),
                    step.login(),
                    step.becomeUser(),
                    step.becomeMethod(),
                    ticket.directory(),
                    what,
                    UndoKind.NOT_NEEDED,
                    null,
                    null,
                    State.INTENDED,
                    null,
                    clock.instant(),
                    null);
            store.intend(intent, hold);
            intended = true;
            Instant started = clock.instant();
            Answer answer = patience.sent(host, new HoldPatience.Attempt() {
                @Override
                public Answer send() throws TransportException {
                    Frame frame = reached.shell().run(prepared.script(), LIMIT.plusMinutes(1));
                    return prepared.answer(frame, started, clock.instant());
                }

                @Override
                public void run(HoldPatience.ScriptOf other, Duration most) throws TransportException {
                    reached.shell().run(other.on(reached.profile()), most);
                }
            });
            if (answer instanceof Answer.Held held) {
                store.conclude(id, State.NOT_BEGUN, held.by().sentence(), clock.instant());
                throw new NotOurs(held.by());
            }
            problem = problem(answer);
        } catch (TransportException e) {
            problem = String.valueOf(e.getMessage());
        }
        problem = problem == null ? null : clean.apply(problem);
        Instant now = clock.instant();
        if (intended) {
            store.conclude(id, problem == null ? State.DONE : State.FAILED, problem, now);
        }
        if (marks) {
            store.conclude(step.id(), problem == null ? State.UNDONE : State.UNDO_FAILED, problem, now);
        }
        watcher.undone(host, step.change(), problem == null, problem);
        return problem;
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
