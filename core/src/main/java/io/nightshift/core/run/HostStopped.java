package io.nightshift.core.run;

import io.nightshift.playbooks.Task;
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
    private final transient @Nullable Task task;
    private final transient Map<String, Object> result;

    HostStopped(Reason reason, String message, @Nullable Task task, Map<String, Object> result) {
        super(message, null, false, false);
        this.reason = reason;
        this.task = task;
        this.result = result;
    }

    static HostStopped because(Reason reason, String message) {
        return new HostStopped(reason, message, null, Map.of());
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
