package io.nightshift.core.sql;

import java.util.List;

/** What a copy is going to make in the target, written down before it does: enough to go on with it and to take it back. */
public record CopyRecord(String id, String targetSchema, List<TableRecord> tables) {
    public CopyRecord {
        tables = List.copyOf(tables);
    }
}
