package io.nightshift.core.sql;

import java.util.List;
import java.util.Map;

/**
 * What a copy did.
 *
 * @param rows rows of each table that have arrived; for a table that was there, those that were changed
 * @param leftOut what the target has no counterpart for, each in one line that begins with the table
 */
public record CopyReport(Map<String, Long> rows, long bytes, List<String> leftOut) {
    public CopyReport {
        rows = Map.copyOf(rows);
        leftOut = List.copyOf(leftOut);
    }
}
