package io.nightshift.core.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Writes rows into a table within the open transaction of its session. */
interface RowWriter {
    void write(@Nullable Object[] row) throws SQLException;

    /** Everything that was written has reached the server. */
    void finish() throws SQLException;

    /** Lets go of what is open, after {@link #finish()} or a failure. */
    void abandon();
}
