package io.nightshift.core.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the store knows it.
 *
 * @param id short, sortable by time, safe as a file name, such as {@code 20261122-031502-k3f9}
 * @param undoes the run that this one rolls back, null for a forward run
 * @param commandLine as typed, without secrets
 * @param ended null while it is open or was interrupted
 * @param exitCode null while it is open
 * @param keepUndoUntil after it {@code prune} may remove what undo needs
 */
public record RunRecord(
        String id,
        Kind kind,
        @Nullable String undoes,
        String playbook,
        List<String> commandLine,
        String user,
        String version,
        Instant started,
        @Nullable Instant ended,
        @Nullable Integer exitCode,
        Instant keepUndoUntil,
        boolean undoPruned) {
    /** What kind of run it is. */
    public enum Kind {
        RUN,
        CHECK,
        EXEC,
        ROLLBACK
    }

    public RunRecord {
        commandLine = List.copyOf(commandLine);
    }
}
