package io.nightshift.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Sentences for what may be wrong with the embedded store's file. */
final class OpeningFailures {
    private OpeningFailures() {}

    static StoreException of(Exception e, Room room, Path file) {
        int code = e instanceof SQLException sql ? sql.getErrorCode() : 0;
        int inner = e instanceof MVStoreException own ? own.getErrorCode() : -1;
        if (code == ErrorCode.DATABASE_ALREADY_OPEN_1 || inner == DataUtils.ERROR_FILE_LOCKED) {
            return new UnavailableException("Another program has the store's file in " + room.folder() + " open.", e);
        }
        boolean full = Failures.noSpace(e);
        if (!full
                && (code == ErrorCode.FILE_CORRUPTED_1
                        || code == ErrorCode.FILE_VERSION_ERROR_1
                        || inner == DataUtils.ERROR_FILE_CORRUPT
                        || inner == DataUtils.ERROR_CHUNK_NOT_FOUND)) {
            return new StoreException(
                    "The store's file in " + room.folder()
                            + " is damaged. Bring the folder back from a backup, or move it"
                            + " away to begin a new store; nothing on the hosts is touched by that.",
                    e);
        }
        return new UnavailableException(trouble(e, room, file), e);
    }

    /** What is the matter with a file that could not be used. */
    static String trouble(Throwable e, Room room, Path file) {
        if (Failures.noSpace(e)) {
            return "The disk is full: " + room.free() + " are free in " + room.folder() + ".";
        }
        if (e instanceof SQLException sql && sql.getErrorCode() != 0) {
            return "The store's file " + file + " cannot be used (H2 error " + sql.getErrorCode() + "); " + room.free()
                    + " are free there.";
        }
        return "The store's file " + file + " cannot be used: " + e + "; " + room.free() + " are free there.";
    }
}
