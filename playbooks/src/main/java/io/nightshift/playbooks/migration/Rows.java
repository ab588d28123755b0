package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a table, one after another; those that would not be whole are losses, and left out. */
interface Rows {
    /** In their order; every row has a value for each. */
    List<String> columns() throws IOException;

    /** The next one, null after the last. */
    @Nullable
    Map<String, String> next() throws IOException;

    /** Takes rows one after another. */
    interface Sink {
        void row(Map<String, String> row) throws IOException;
    }

    /** Hands all of them on. */
    default void to(Sink sink) throws IOException {
        for (Map<String, String> row = next(); row != null; row = next()) {
            sink.row(row);
        }
    }
}
