package io.nightshift.core.journal;

import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Walks a host's steps backwards and takes each one back, newest first; restarts and reloads come last and once each. Every undo
 * step is journalled in a run of its own before it is sent.
 */
public final class Rollback {
    final RunStore store;
    final Platform platform;
    final Clock clock;
    final Pace pace;
    final Reach reach;
    final Watcher watcher;
    final UnaryOperator<String> clean;
    final Manner manner;
    final ByController byController;

    /**
     * @param clean takes known secrets out of what hosts say
     */
    public Rollback(
            RunStore store,
            Platform platform,
            Clock clock,
            Pace pace,
            Reach reach,
            Watcher watcher,
            UnaryOperator<String> clean,
            Manner manner,
            ByController byController) {
        this.byController = byController;
        this.clean = clean;
        this.manner = manner;
        this.store = store;
        this.platform = platform;
        this.clock = clock;
        this.pace = pace;
        this.reach = reach;
        this.watcher = watcher;
    }

    /**
     * In whose name hosts are taken back, and how patiently.
     *
     * @param patience with hosts that another run holds
     * @param comeBack how long a host whose connection broke in the middle of an undo may stay away
     */
    public record Manner(Hold hold, Function<String, Hold> holdOn, HoldPatience patience, Duration comeBack) {
        /** In one name everywhere. */
        public Manner(Hold hold, HoldPatience patience, Duration comeBack) {
            this(hold, target -> hold, patience, comeBack);
        }
    }

    /** Opens the way to where a step was made, as the user it was made as. */
    public interface Reach {
        Reached to(StepRecord step) throws TransportException;
    }

    /**
     * A shell on a host, and what is known of it.
     *
     * @param connection what the shell is on
     * @param shared whether many runs may change it side by side, as they do the controller itself
     */
    public record Reached(Connection connection, Shell shell, HostProfile profile, boolean shared) {}

    /** Takes back what the controller made, and no script of a host. */
    public interface ByController {
        /**
         * Null when it worked, else why not; may be asked again for what was taken back already.
         *
         * @param reach opens the way to the step's target, anew where it was lost
         */
        @Nullable
        String undo(StepRecord step, Reach reach);
    }

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
                .filter(step -> step.state().mayHaveActed() && step.hasOwnWayBack())
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
        UndoSteps undos = new UndoSteps(this, undoRun, host, earlier);
        for (int i = 0; i < todo.size(); i++) {
            StepRecord step = todo.get(i);
            String problem;
            try {
                problem = undos.undo(step, true);
            } catch (UndoSteps.NotOurs e) {
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
                    problem = undos.undo(again, false);
                } catch (UndoSteps.NotOurs e) {
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

    private static Ended notOurs(UndoSteps.NotOurs why, List<String> left, List<StepRecord> todo) {
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
}
