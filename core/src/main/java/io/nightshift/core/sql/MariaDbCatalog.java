package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a MariaDB or MySQL database. */
final class MariaDbCatalog {
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    private final Session session;
    private final String schema;
    private final Map<String, TableDraft> drafts = new LinkedHashMap<>();
    private final List<String> json = new ArrayList<>();

    MariaDbCatalog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    List<Table> tables() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select table_name, table_rows, auto_increment, engine from information_schema.tables"
                        + " where table_schema = ? and table_type = 'BASE TABLE' order by table_name",
                schema)) {
            TableDraft draft = new TableDraft(schema, text(row, 0));
            draft.rows = number(row, 1);
            draft.next = number(row, 2);
            if (!text(row, 3).equalsIgnoreCase("InnoDB")) {
                draft.special.add("engine " + row.get(3));
            }
            drafts.put(draft.name, draft);
        }
        checks();
        for (List<@Nullable String> row : session.rows(
                "select table_name, column_name, column_type, data_type, is_nullable, column_default, character_maximum_length,"
                        + " numeric_precision, numeric_scale, datetime_precision, extra, generation_expression, character_set_name, collation_name"
                        + " from information_schema.columns where table_schema = ? order by table_name, ordinal_position",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.columns.add(column(row, draft));
            }
        }
        indexes();
        foreignKeys();
        return drafts.values().stream().map(TableDraft::table).toList();
    }

    private void checks() throws SQLException {
        try {
            for (List<@Nullable String> row : session.rows(
                    "select table_name, constraint_name, check_clause from information_schema.check_constraints where constraint_schema = ?",
                    schema)) {
                Matcher valid = Pattern.compile("json_valid\\(`(.*)`\\)").matcher(text(row, 2));
                TableDraft draft = drafts.get(text(row, 0));
                if (valid.matches()) {
                    json.add(text(row, 0) + "\u0001" + valid.group(1));
                } else if (draft != null) {
                    draft.special.add("check " + row.get(1) + ": " + row.get(2));
                }
            }
        } catch (SQLException e) {
            if (Refusals.mayPass(e)) {
                throw e;
            }
            // MySQL and servers before 10.2 list them in another way or have none.
        }
        for (List<@Nullable String> row : session.rows(
                "select event_object_table, trigger_name from information_schema.triggers where trigger_schema = ?",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.special.add("trigger " + row.get(1));
            }
        }
    }

    private Column column(List<@Nullable String> row, TableDraft draft) {
        String name = text(row, 1);
        String full = text(row, 2).toLowerCase(Locale.ROOT);
        String extra = text(row, 10).toLowerCase(Locale.ROOT);
        boolean isJson =
                json.contains(draft.name + "\u0001" + name) || text(row, 3).equals("json");
        String declared =
                text(row, 2) + (row.get(13) == null ? "" : " character set " + row.get(12) + " collate " + row.get(13));
        Column column = isJson
                ? Column.of(name, Kind.JSON, "json", 0, 0)
                : kind(
                        name,
                        declared,
                        text(row, 2),
                        text(row, 3).toLowerCase(Locale.ROOT),
                        number(row, 6),
                        number(row, 7),
                        number(row, 8),
                        number(row, 9));
        String expression = row.get(11);
        boolean generated = expression != null && !expression.isEmpty() && !expression.equals("NULL");
        if (generated) {
            draft.special.add(
                    "column " + name + ": computed by the database in the source, a plain column in the copy");
        }
        if (extra.contains("on update")) {
            draft.special.add("column " + name + ": " + extra);
        }
        column = column.unsigned(full.contains("unsigned"))
                .nullable("YES".equals(row.get(4)))
                .identity(extra.contains("auto_increment"))
                .generated(generated);
        String preset = row.get(5);
        if (preset == null || Preset.isNothing(preset) || generated) {
            return column;
        }
        String literal = Preset.of(preset).orElse(null);
        if (literal == null && !preset.matches(".*[()].*") && !preset.startsWith("b'")) {
            literal = preset; // MySQL writes text without quotes
        }
        if (literal == null) {
            draft.special.add("column " + name + ": default " + preset);
        }
        return column.preset(literal);
    }

    private static Column kind(
            String name,
            String declared,
            String type,
            String base,
            long length,
            long precision,
            long scale,
            long seconds) {
        return switch (base) {
            case "tinyint" ->
                type.equalsIgnoreCase("tinyint(1)")
                        ? Column.of(name, Kind.BOOLEAN, declared, 1, 0)
                        : Column.of(name, Kind.INTEGER, declared, 8, 0);
            case "smallint" -> Column.of(name, Kind.INTEGER, declared, 16, 0);
            case "mediumint" -> Column.of(name, Kind.INTEGER, declared, 24, 0);
            case "int" -> Column.of(name, Kind.INTEGER, declared, 32, 0);
            case "bigint" -> Column.of(name, Kind.INTEGER, declared, 64, 0);
            case "decimal" -> Column.of(name, Kind.DECIMAL, declared, precision, (int) scale);
            case "float" -> Column.of(name, Kind.REAL, declared, 24, 0);
            case "double" -> Column.of(name, Kind.DOUBLE, declared, 53, 0);
            case "char" -> Column.of(name, Kind.CHAR, declared, length, 0);
            case "varchar" -> Column.of(name, Kind.TEXT, declared, length, 0);
            case "tinytext", "text", "mediumtext", "longtext" -> Column.of(name, Kind.TEXT, declared, 0, 0);
            case "binary", "varbinary" -> Column.of(name, Kind.BYTES, declared, length, 0);
            case "tinyblob", "blob", "mediumblob", "longblob" -> Column.of(name, Kind.BYTES, declared, 0, 0);
            case "bit" -> Column.of(name, Kind.BITS, declared, precision, 0);
            case "date" -> Column.of(name, Kind.DATE, declared, 0, 0);
            case "time" -> Column.of(name, Kind.TIME, declared, seconds, 0);
            case "datetime" -> Column.of(name, Kind.TIMESTAMP, declared, seconds, 0);
            case "timestamp" -> Column.of(name, Kind.INSTANT, declared, seconds, 0);
            case "year" -> Column.of(name, Kind.YEAR, declared, 16, 0);
            case "uuid" -> Column.of(name, Kind.UUID, declared, 0, 0);
            case "enum" -> Column.of(name, Kind.ENUM, declared, 0, 0).labels(labels(type));
            case "set" -> Column.of(name, Kind.TEXT, declared, 0, 0);
            default -> Column.of(name, Kind.OTHER, declared, 0, 0);
        };
    }

    private static List<String> labels(String type) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(type);
        while (label.find()) {
            labels.add(label.group(1).replace("''", "'"));
        }
        return labels;
    }

    private void indexes() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select table_name, index_name, non_unique, column_name, sub_part, index_type from information_schema.statistics"
                        + " where table_schema = ? order by table_name, index_name, seq_in_index",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft == null) {
                continue;
            }
            boolean plain =
                    row.get(3) != null && row.get(4) == null && text(row, 5).equals("BTREE");
            if (text(row, 1).equals("PRIMARY")) {
                draft.primaryKey.add(text(row, 3));
            } else if (plain) {
                draft.index(text(row, 1), text(row, 2).equals("0"), text(row, 3));
            } else {
                draft.special.add("index " + row.get(1) + ": " + text(row, 5).toLowerCase(Locale.ROOT) + " over "
                        + row.get(3) + (row.get(4) == null ? "" : "(" + row.get(4) + ")"));
            }
        }
    }

    private void foreignKeys() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.delete_rule, r.update_rule"
                        + " from information_schema.key_column_usage k join information_schema.referential_constraints r"
                        + " on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name"
                        + " where k.table_schema = ? and k.referenced_table_name is not null order by k.table_name, k.constraint_name, k.ordinal_position",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.foreignKey(text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6));
            }
        }
    }

    private static String text(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }

    private static long number(List<@Nullable String> row, int column) {
        String text = row.get(column);
        return text == null ? -1 : new java.math.BigDecimal(text).longValue();
    }
}
