package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.window.Closing;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens in a run, as it is shown, stored and handed to machines. Texts are redacted already. */
public sealed interface RunEvent {
    record RunStarted(String run, String playbook, int hosts, boolean check, String journal) implements RunEvent {}

    record PlayStarted(String name, List<String> hosts) implements RunEvent {}

    /** Nothing of this play matches. */
    record PlaySkipped(String name, String reason) implements RunEvent {}

    /** {@code number} counts from 1. */
    record RingStarted(int number, int of, String ring, List<String> hosts) implements RunEvent {}

    /** A ring is left alone until then. */
    record RingSoaking(String ring, Instant until) implements RunEvent {}

    /** Nothing stands any more between a ring and the next. */
    record RingPassed(int number, int of, String ring) implements RunEvent {}

    /** Somebody must agree before the ring after this one begins. */
    record ApprovalWanted(String ring, String from) implements RunEvent {}

    /** The rollout ends early, and this is done with hosts that it has changed. */
    record RolloutAborted(String reason, Rollout.OnAbort undo) implements RunEvent {}

    /** What people have said, and other things worth knowing about a rollout. */
    record RolloutNote(String text) implements RunEvent {}

    /** Maintenance windows close soon, and so many hosts of the play are not through it. */
    record WindowClosing(Instant closes, int left) implements RunEvent {}

    /** A maintenance window has closed, and hosts are left. */
    record WindowClosed(String host, Closing closing, String text) implements RunEvent {}

    /** A host begins a task; shown only when a task takes long. */
    record TaskStarted(String host, String task, Position position) implements RunEvent {}

    /** {@code module} is the short name; {@code item} is the loop's label, null outside of loops. */
    record TaskEnded(
            String host,
            String task,
            Position position,
            String module,
            @Nullable String item,
            TaskStatus status,
            @Nullable String message,
            Map<String, Object> result,
            List<String> diff,
            boolean ignored,
            Duration took)
            implements RunEvent {}

    record Retrying(
            String host,
            String task,
            long attemptsLeft,
            @Nullable String message) implements RunEvent {}

    /**
     * How far something long is.
     *
     * @param unit what is counted: {@code bytes} or {@code rows}
     * @param left how long it is expected to go on; null where nobody can tell yet
     */
    record Progress(
            String host,
            String task,
            long done,
            long total,
            String unit,
            long perSecond,
            @Nullable Duration left) implements RunEvent {}

    /** What a step that was found at work has printed since it was heard last. */
    record StepOutput(String host, String text) implements RunEvent {}

    record UndoStarted(String host, int steps) implements RunEvent {}

    record UndoStep(
            String host,
            String change,
            boolean succeeded,
            @Nullable String message) implements RunEvent {}

    /** A host is through the tasks of its play, and well. */
    record HostThrough(String host) implements RunEvent {}

    record HostEnded(String host, HostState state, @Nullable String detail) implements RunEvent {}

    record RingEnded(int number, int of) implements RunEvent {}

    record Warning(String text) implements RunEvent {}

    record RunEnded(String run, int exitCode, Map<String, HostState> hosts, Map<String, String> details, Duration took)
            implements RunEvent {}

    /** How one task ended on one host. */
    enum TaskStatus {
        OK,
        CHANGED,
        SKIPPED,
        FAILED,
        UNREACHABLE,
        /** Check mode: it rests on something not done. */
        KNOWN_AFTER_APPLY
    }

    /** Whoever watches a run; called from many threads. */
    interface Listener {
        Listener NOBODY = event -> {};

        void on(RunEvent event);
    }
}
