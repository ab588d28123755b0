package io.nightshift.core.sql;

import org.jspecify.annotations.Nullable;

/** A copy or comparison that cannot go on, in words for the technician. */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SqlFailure(String message) {
        super(message);
    }

    public SqlFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
