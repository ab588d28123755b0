package io.nightshift.core.run;

import io.nightshift.core.record.HostNotes;
import io.nightshift.core.record.RecordedOutcome;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a host's record says of its tasks: those it knows are replayed, the others are done and written down. */
final class Replay {
    private static final Set<String> INCLUDES = Set.of("include_tasks", "include", "include_role");

    private final RunContext run;
    private final HostNotes notes;

    Replay(RunContext run, HostNotes notes) {
        this.run = run;
        this.notes = notes;
    }

    static boolean isInclude(Task task) {
        return INCLUDES.contains(task.call().shortName());
    }

    /**
     * Sees to it that the record of one task is not taken for that of another: where texts were adopted that have changed, something
     * else may stand at its path now.
     */
    void stands(Task task, String path) {
        String now = identity(task);
        String before = notes.place(path).or(() -> run.notes.place(path)).orElse(null);
        if (before == null && run.helps) {
            notes.place(path, now); // the record of the run is written by the one that makes it
        } else if (before == null) {
            run.notes.place(path, now);
        } else if (!before.equals(now)) {
            if (begun(task, path) || !notes.stepsOf(path).isEmpty()) {
                throw HostStopped.because(
                        HostStopped.Reason.PARKED,
                        "`" + task.title() + "` (" + task.position() + ") stands where this host did another task: `"
                                + before
                                + "`; put what is new behind the tasks that were done, or resume without --adopt");
            }
            notes.place(path, now);
        }
    }

    /** Module and name, or what stands for its arguments where it has none. */
    private static String identity(Task task) {
        Object name = task.name();
        return task.call().shortName() + " "
                + (name == null
                        ? Integer.toHexString(task.call().arguments().toString().hashCode())
                        : name);
    }

    /** Whether all of the task is in the record, so that it waits for nobody and shows nothing. */
    boolean knows(Task task, String path) {
        return notes.resumed() && (task.loop() == null ? knowsOne(task, path) : knowsAll(task, path));
    }

    private boolean knowsAll(Task task, String path) {
        if (notes.knows(path)) {
            return true;
        }
        Optional<List<Object>> items = items(path);
        if (items.isEmpty()) {
            return false;
        }
        for (int i = 1; i <= items.get().size(); i++) {
            if (!knowsOne(task, path + ".i" + i)) {
                return false;
            }
        }
        return true;
    }

    private boolean knowsOne(Task task, String path) {
        return isInclude(task) && notes.included(path).isPresent() || notes.knows(path);
    }

    /** Whether the record holds anything of the task. */
    boolean begun(Task task, String path) {
        return notes.resumed() && (knows(task, path) || items(path).isPresent());
    }

    /** A failure that was decided after everything the record holds. */
    Optional<String> failure() {
        return notes.resumed() ? notes.failure() : Optional.empty();
    }

    Optional<TaskOutcome> outcome(String path) {
        return notes.resumed() ? notes.outcome(path).map(TaskOutcome::replayed) : Optional.empty();
    }

    /** The outcome of a task that another host did for all. */
    Optional<TaskOutcome> shared(String path) {
        return notes.resumed()
                ? notes.outcome(path).filter(RecordedOutcome::shared).map(TaskOutcome::replayed)
                : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    Optional<List<Object>> items(String path) {
        return notes.resumed() ? notes.items(path).map(items -> (List<Object>) (List<?>) items) : Optional.empty();
    }

    void items(String path, List<?> items) {
        notes.items(path, items);
    }

    /** Writes an outcome down; what a {@code meta} action does is replayed by doing it again. */
    void keep(String path, TaskOutcome outcome) {
        if (!outcome.replayed()) {
            notes.outcome(path, outcome.recorded(false));
        }
    }

    void keepShared(String path, TaskOutcome outcome) {
        notes.outcome(path, outcome.recorded(true));
    }

    static boolean moves(TaskOutcome outcome) {
        return outcome.effects().stream().anyMatch(Effect.Meta.class::isInstance);
    }

    /** A task of the whole ring, by the record of the run. */
    Once once(String key) {
        return new Once(run, key);
    }

    /** Who does a task for all, and what it came to. */
    record Once(RunContext run, String key) {
        Optional<TaskOutcome> done() {
            return run.notes.resumed() ? run.notes.once(key).map(TaskOutcome::replayed) : Optional.empty();
        }

        /** The same, whichever process did it. */
        Optional<TaskOutcome> soFar() {
            return run.notes.once(key).map(TaskOutcome::replayed);
        }

        /** The host that began it before the run was interrupted. */
        Optional<String> leader() {
            return run.notes.resumed() ? run.notes.leader(key) : Optional.empty();
        }

        void begins(String host) {
            run.notes.leader(key, host);
        }

        void did(TaskOutcome outcome) {
            run.notes.once(key, outcome.recorded(true));
        }
    }
}
