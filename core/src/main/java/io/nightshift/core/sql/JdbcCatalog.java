package io.nightshift.core.sql;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads tables with what every JDBC driver tells; used for H2 and for drivers that were dropped in. */
final class JdbcCatalog {
    private final Session session;
    private final String schema;
    private final Map<String, TableDraft> drafts = new LinkedHashMap<>();

    JdbcCatalog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    List<Table> tables() throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        try (ResultSet rows =
                data.getTables(session.connection().getCatalog(), schema.isEmpty() ? null : schema, "%", null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                if (type.equals("TABLE") || type.equals("BASE TABLE")) {
                    String name = rows.getString("TABLE_NAME");
                    drafts.put(name, new TableDraft(schema, name));
                }
            }
        }
        for (TableDraft draft : drafts.values()) {
            columns(data, draft);
            keys(data, draft);
        }
        return drafts.values().stream().map(TableDraft::table).toList();
    }

    private @Nullable String wanted() {
        return schema.isEmpty() ? null : schema;
    }

    private void columns(DatabaseMetaData data, TableDraft draft) throws SQLException {
        try (ResultSet rows = data.getColumns(null, wanted(), draft.name, "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                String type = String.valueOf(rows.getString("TYPE_NAME"));
                Column column = kind(
                                name,
                                type,
                                rows.getInt("DATA_TYPE"),
                                rows.getLong("COLUMN_SIZE"),
                                rows.getInt("DECIMAL_DIGITS"))
                        .nullable(rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls);
                String preset = rows.getString("COLUMN_DEF");
                boolean identity = "YES".equals(rows.getString("IS_AUTOINCREMENT"));
                column = column.identity(identity).generated("YES".equals(rows.getString("IS_GENERATEDCOLUMN")));
                if (column.generated()) {
                    draft.special.add(
                            "column " + name + ": computed by the database in the source, a plain column in the copy");
                } else if (!identity && !Preset.isNothing(preset)) {
                    column = column.preset(Preset.of(String.valueOf(preset)).orElse(null));
                    if (column.preset() == null) {
                        draft.special.add("column " + name + ": default " + preset);
                    }
                }
                draft.columns.add(column);
            }
        }
    }

    private static Column kind(String name, String type, int code, long size, int digits) {
        if (type.startsWith("UUID")) {
            return Column.of(name, Kind.UUID, type, 0, 0);
        }
        if (type.startsWith("JSON")) {
            return Column.of(name, Kind.JSON, type, 0, 0);
        }
        if (type.startsWith("ENUM")) {
            return Column.of(name, Kind.TEXT, type, 0, 0);
        }
        if (type.startsWith("DECFLOAT")) {
            return Column.of(name, Kind.DECIMAL, type, 0, 0);
        }
        long limit = size >= 1_000_000_000 ? 0 : size;
        return switch (code) {
            case Types.BOOLEAN, Types.BIT -> Column.of(name, Kind.BOOLEAN, type, 1, 0);
            case Types.TINYINT -> Column.of(name, Kind.INTEGER, type, 8, 0);
            case Types.SMALLINT -> Column.of(name, Kind.INTEGER, type, 16, 0);
            case Types.INTEGER -> Column.of(name, Kind.INTEGER, type, 32, 0);
            case Types.BIGINT -> Column.of(name, Kind.INTEGER, type, 64, 0);
            case Types.NUMERIC, Types.DECIMAL -> Column.of(name, Kind.DECIMAL, type, size, digits);
            case Types.REAL -> Column.of(name, Kind.REAL, type, 24, 0);
            case Types.FLOAT, Types.DOUBLE -> Column.of(name, Kind.DOUBLE, type, 53, 0);
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB ->
                Column.of(name, Kind.TEXT, type, limit == 1_000_000 || code == Types.CLOB ? 0 : limit, 0);
            case Types.CHAR, Types.NCHAR -> Column.of(name, Kind.CHAR, type, limit, 0);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                Column.of(name, Kind.BYTES, type, 0, 0);
            case Types.DATE -> Column.of(name, Kind.DATE, type, 0, 0);
            case Types.TIME -> Column.of(name, Kind.TIME, type, digits, 0);
            case Types.TIMESTAMP -> Column.of(name, Kind.TIMESTAMP, type, digits, 0);
            case Types.TIMESTAMP_WITH_TIMEZONE -> Column.of(name, Kind.INSTANT, type, digits, 0);
            default -> Column.of(name, Kind.OTHER, type, 0, 0);
        };
    }

    private void keys(DatabaseMetaData data, TableDraft draft) throws SQLException {
        TreeMap<Integer, String> primary = new TreeMap<>();
        String primaryName = "";
        try (ResultSet rows = data.getPrimaryKeys(null, wanted(), draft.name)) {
            while (rows.next()) {
                primary.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
                primaryName = String.valueOf(rows.getString("PK_NAME"));
            }
        }
        draft.primaryKey.addAll(primary.values());
        Map<String, String> backing = new LinkedHashMap<>();
        try (ResultSet rows = data.getImportedKeys(null, wanted(), draft.name)) {
            while (rows.next()) {
                String key = String.valueOf(rows.getString("FK_NAME"));
                draft.foreignKey(
                        key,
                        rows.getString("FKCOLUMN_NAME"),
                        rows.getString("PKTABLE_NAME"),
                        rows.getString("PKCOLUMN_NAME"),
                        rule(rows.getInt("DELETE_RULE")),
                        rule(rows.getInt("UPDATE_RULE")));
                backing.put(key, key);
            }
        }
        try (ResultSet rows = data.getIndexInfo(null, wanted(), draft.name, false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                if (index != null && rows.getString("COLUMN_NAME") != null) {
                    draft.index(index, !rows.getBoolean("NON_UNIQUE"), rows.getString("COLUMN_NAME"));
                }
            }
        }
        for (Index index : draft.table().indexes()) {
            boolean isPrimary = index.unique() && index.columns().equals(List.copyOf(primary.values()));
            boolean isBacking =
                    backing.keySet().stream().anyMatch(key -> index.name().startsWith(key + "_INDEX"));
            if (isPrimary || isBacking || index.name().equals(primaryName)) {
                draft.leaveOutIndex(index.name());
            }
        }
    }

    private static String rule(int code) {
        return switch (code) {
            case DatabaseMetaData.importedKeyCascade -> "CASCADE";
            case DatabaseMetaData.importedKeySetNull -> "SET NULL";
            case DatabaseMetaData.importedKeySetDefault -> "SET DEFAULT";
            case DatabaseMetaData.importedKeyRestrict -> "RESTRICT";
            default -> "NO ACTION";
        };
    }
}
