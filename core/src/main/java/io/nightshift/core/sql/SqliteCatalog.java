package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tables of an SQLite file. */
final class SqliteCatalog {
    private static final Pattern TYPE =
            Pattern.compile("\\s*([A-Za-z_ ]*?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*([A-Za-z ]*)");

    private final Session session;
    private final String schema;

    SqliteCatalog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (List<@Nullable String> row : session.rows(
                "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name")) {
            tables.add(table(text(row, 0), text(row, 1)));
        }
        return tables;
    }

    private Table table(String name, String sql) throws SQLException {
        TableDraft draft = new TableDraft(schema, name);
        TreeMap<Integer, String> primary = new TreeMap<>();
        for (List<@Nullable String> row : session.rows(
                "select name, type, \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo(?) order by cid",
                name)) {
            String type = text(row, 1);
            int place = Integer.parseInt(text(row, 4));
            Column column = kind(text(row, 0), type).nullable("0".equals(row.get(2)) && place == 0);
            if (place > 0) {
                primary.put(place, column.name());
            }
            String preset = row.get(3);
            column = column.generated(!"0".equals(row.get(5)));
            if (!Preset.isNothing(preset)) {
                column = column.preset(Preset.of(String.valueOf(preset)).orElse(null));
                if (column.preset() == null) {
                    draft.special.add("column " + column.name() + ": default " + preset);
                }
            }
            draft.columns.add(column);
        }
        draft.primaryKey.addAll(primary.values());
        if (primary.size() == 1) {
            draft.columns.replaceAll(column ->
                    primary.containsValue(column.name()) && column.declared().equalsIgnoreCase("INTEGER")
                            ? column.identity(true)
                            : column);
        }
        for (List<@Nullable String> row : session.rows(
                "select l.name, l.\"unique\", i.name, l.origin, l.partial from pragma_index_list(?) l, pragma_index_info(l.name) i order by l.name, i.seqno",
                name)) {
            if (row.get(2) == null || "1".equals(row.get(4))) {
                draft.special.add("index " + row.get(0));
            } else if (!"pk".equals(row.get(3))) {
                draft.index(text(row, 0), "1".equals(row.get(1)), text(row, 2));
            }
        }
        for (List<@Nullable String> row : session.rows(
                "select id, \"from\", \"table\", \"to\", on_delete, on_update from pragma_foreign_key_list(?) order by id, seq",
                name)) {
            if (row.get(3) == null) {
                draft.special.add("foreign key to the primary key of " + row.get(2));
            } else {
                draft.foreignKey(
                        name + "_fk" + row.get(0),
                        text(row, 1),
                        text(row, 2),
                        text(row, 3),
                        text(row, 4),
                        text(row, 5));
            }
        }
        if (Pattern.compile("(?i)\\bcheck\\s*\\(").matcher(sql).find()) {
            draft.special.add("its checks");
        }
        return draft.table();
    }

    private static Column kind(String name, String declared) {
        Matcher type = TYPE.matcher(declared);
        String word =
                type.matches() ? (type.group(1) + " " + type.group(4)).strip().toUpperCase(Locale.ROOT) : declared;
        long size = type.matches() && type.group(2) != null ? Long.parseLong(type.group(2)) : 0;
        int scale = type.matches() && type.group(3) != null ? Integer.parseInt(type.group(3)) : 0;
        long seconds = size == 0 ? 6 : size;
        return switch (word) {
            case "BOOLEAN", "BOOL" -> Column.of(name, Kind.BOOLEAN, declared, 1, 0);
            case "DECIMAL", "NUMERIC", "DECIMAL_TEXT" -> Column.of(name, Kind.DECIMAL, declared, size, scale);
            case "FLOAT4" -> Column.of(name, Kind.REAL, declared, 24, 0);
            case "REAL", "DOUBLE", "FLOAT", "DOUBLE PRECISION" -> Column.of(name, Kind.DOUBLE, declared, 53, 0);
            case "CHAR", "CHARACTER" -> Column.of(name, Kind.CHAR, declared, size, 0);
            case "BLOB", "" -> Column.of(name, Kind.BYTES, declared, 0, 0);
            case "BIT_TEXT" -> Column.of(name, Kind.BITS, declared, size, scale);
            case "DATE" -> Column.of(name, Kind.DATE, declared, 0, 0);
            case "TIME" -> Column.of(name, Kind.TIME, declared, seconds, 0);
            case "TIMESTAMP", "DATETIME" -> Column.of(name, Kind.TIMESTAMP, declared, seconds, 0);
            case "TIMESTAMPTZ" -> Column.of(name, Kind.INSTANT, declared, seconds, 0);
            case "YEAR" -> Column.of(name, Kind.YEAR, declared, 16, 0);
            case "JSON", "JSON_TEXT" -> Column.of(name, Kind.JSON, declared, 0, 0);
            case "UUID", "UUID_TEXT" -> Column.of(name, Kind.UUID, declared, 0, 0);
            default ->
                word.contains("INT")
                        ? Column.of(name, Kind.INTEGER, declared, 64, 0)
                        : Column.of(name, Kind.TEXT, declared, size, 0);
        };
    }

    private static String text(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }
}
