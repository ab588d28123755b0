package io.nightshift.core.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step as journalled: the intent with its way back before it was sent, the outcome after.
 *
 * @param task the task's name
 * @param position where the task is written, {@code file:line:column}
 * @param target the host acted on; differs from the step's host when delegated
 * @param login the user the connection logs in as
 * @param becomeUser whom the step acts as, null for the login user
 * @param becomeMethod sudo, su or doas; null without become
 * @param ticket the ticket's directory on the target
 * @param change what it does, for people; no secrets
 * @param undoKind whether and how it is taken back
 * @param undoScript what takes it back: a script for the target, of {@code BY_CONTROLLER} a text for the controller; null unless
 *     {@code RECORDED}, {@code BY_CONTROLLER} or {@code AGAIN}
 * @param undoNote for {@code AGAIN} the key, for {@code IMPOSSIBLE} the reason
 * @param message what failed, null for nothing
 */
public record StepRecord(
        StepId id,
        String task,
        String position,
        String target,
        String login,
        @Nullable String becomeUser,
        @Nullable String becomeMethod,
        String ticket,
        String change,
        UndoKind undoKind,
        @Nullable String undoScript,
        @Nullable String undoNote,
        State state,
        @Nullable String message,
        Instant intended,
        @Nullable Instant ended) {
    /** How a step is taken back. */
    public enum UndoKind {
        RECORDED,
        /** The controller takes it back, and no script of the host: it made it so. */
        BY_CONTROLLER,
        AGAIN,
        NOT_NEEDED,
        IMPOSSIBLE
    }

    /** Whether it is taken back by itself, newest first. */
    public boolean hasOwnWayBack() {
        return undoScript != null && (undoKind == UndoKind.RECORDED || undoKind == UndoKind.BY_CONTROLLER);
    }

    /** Where a step stands. */
    public enum State {
        INTENDED,
        /** The host never began it, and has been told not to. */
        NOT_BEGUN,
        DONE,
        FAILED,
        TIMED_OUT,
        UNKNOWN,
        UNDONE,
        UNDO_FAILED;

        /** Whether the host may bear its traces, so that undo must visit it. */
        public boolean mayHaveActed() {
            return this != UNDONE && this != NOT_BEGUN;
        }
    }
}
