package io.nightshift.core.sql;

import java.util.List;

/**
 * A row that is not the same at both ends.
 *
 * @param key such as {@code id = 5}
 * @param values the columns that differ, none where the row is at one end only
 */
public record RowDifference(String table, String key, Where where, List<Value> values) {
    public RowDifference {
        values = List.copyOf(values);
    }

    /** At which end the row is. */
    public enum Where {
        ONLY_IN_SOURCE,
        ONLY_IN_TARGET,
        IN_BOTH
    }

    /** One column of it, each value shortened; {@code null} is written as such. */
    public record Value(String column, String source, String target) {}
}
