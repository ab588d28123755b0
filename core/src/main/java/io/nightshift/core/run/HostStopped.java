package io.nightshift.core.run;

import io.nightshift.playbooks.Task;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a host's way through a play early. */
final class HostStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it stopped. */
    enum Reason {
        FAILED,
        /** It had failed before the run was interrupted; nothing rescues it any more. */
        FAILED_BEFORE,
        /** The plan that the run is held to does not allow it; nothing rescues that. */
        REFUSED,
        /** A health task failed after all others had gone well. */
        UNHEALTHY,
        /** The rollout has ended, and the host goes back with it. */
        ABORTED,
        UNREACHABLE,
        UNKNOWN,
        PARKED,
        /** The rollout has ended before it was this host's turn. */
        NOT_BEGUN,
        /** Its maintenance window is closed. */
        CLOSED,
        /** Another controller is to go on with it. */
        HANDED_BACK,
        END_HOST,
        END_PLAY
    }

    private final Reason reason;
    private final transient @Nullable Instant again;
    private final transient @Nullable Task task;
    private final transient Map<String, Object> result;

    HostStopped(Reason reason, String message, @Nullable Task task, Map<String, Object> result) {
        this(reason, message, task, result, null);
    }

    private HostStopped(
            Reason reason, String message, @Nullable Task task, Map<String, Object> result, @Nullable Instant again) {
        super(message, null, false, false);
        this.again = again;
        this.reason = reason;
        this.task = task;
        this.result = result;
    }

    static HostStopped because(Reason reason, String message) {
        return new HostStopped(reason, message, null, Map.of());
    }

    /** It is parked, and may go on at this moment; null for one that nobody knows. */
    static HostStopped parkedUntil(@Nullable Instant again, String message) {
        return new HostStopped(Reason.PARKED, message, null, Map.of(), again);
    }

    /** When a parked host may go on by itself. */
    @Nullable
    Instant again() {
        return again;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    Task task() {
        return task;
    }

    Map<String, Object> result() {
        return result;
    }
}
