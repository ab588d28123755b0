package io.nightshift.core.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as its database describes it.
 *
 * @param rows about how many, from the database's statistics, or -1
 * @param next what the identity column gives next, or -1
 * @param special what plain columns, keys and indexes do not tell: checks, expression indexes, triggers …
 */
record Table(
        String schema,
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<Index> indexes,
        List<ForeignKey> foreignKeys,
        List<String> special,
        long rows,
        long next) {
    Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        special = List.copyOf(special);
    }

    Optional<Column> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(column ->
                                column.name().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    List<Column> columns(List<String> wanted) {
        return wanted.stream()
                .map(name -> column(name)
                        .orElseThrow(() -> new SqlFailure("The table " + title() + " has no column `" + name + "`.")))
                .toList();
    }

    /** As a technician writes it. */
    String title() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    Table columnsAre(List<Column> now) {
        return new Table(schema, name, now, primaryKey, indexes, foreignKeys, special, rows, next);
    }
}
