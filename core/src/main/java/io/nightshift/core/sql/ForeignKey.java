package io.nightshift.core.sql;

import java.util.List;

/**
 * A column's promise that a row of another table exists.
 *
 * @param onDelete the standard's words, such as {@code NO ACTION}
 */
record ForeignKey(
        String name, List<String> columns, String table, List<String> referred, String onDelete, String onUpdate) {
    ForeignKey {
        columns = List.copyOf(columns);
        referred = List.copyOf(referred);
    }
}
