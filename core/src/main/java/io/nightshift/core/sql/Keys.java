package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the columns by which the rows of a table are told apart. */
final class Keys {
    private Keys() {}

    /** Empty where the table has none and the order names none. */
    static List<String> of(Table table, CopyOrder order) {
        for (Map.Entry<String, List<String>> byHand : order.keys().entrySet()) {
            if (byHand.getKey().toLowerCase(Locale.ROOT).equals(table.name().toLowerCase(Locale.ROOT))) {
                return table.columns(byHand.getValue()).stream()
                        .map(Column::name)
                        .toList();
            }
        }
        if (!table.primaryKey().isEmpty()) {
            return table.primaryKey();
        }
        return table.indexes().stream()
                .filter(index -> index.unique()
                        && table.columns(index.columns()).stream().noneMatch(Column::nullable))
                .map(Index::columns)
                .findFirst()
                .orElse(List.of());
    }

    static boolean isByHand(Table table, List<String> key) {
        return !key.equals(table.primaryKey())
                && table.indexes().stream()
                        .noneMatch(index -> index.unique() && index.columns().equals(key));
    }

    /** What is wrong with a key that somebody named, empty where nothing is. */
    static String problem(Session source, Table table, List<String> key) throws SQLException {
        Dialect words = source.dialect();
        String columns = key.stream().map(words::quote).collect(Collectors.joining(", "));
        String from = " from " + words.table(table.schema(), table.name());
        String empty = key.stream().map(name -> words.quote(name) + " is null").collect(Collectors.joining(" or "));
        if (!source.value("select count(*)" + from + " where " + empty).equals("0")) {
            return "The key (" + String.join(", ", key) + ") of the table " + table.title() + " is null in some rows.";
        }
        String twice = source.value("select count(*) from (select " + columns + from + " group by " + columns
                + " having count(*) > 1) twice");
        return twice.equals("0")
                ? ""
                : "The key (" + String.join(", ", key) + ") of the table " + table.title()
                        + " does not tell its rows apart: " + twice + " values stand in several rows.";
    }
}
