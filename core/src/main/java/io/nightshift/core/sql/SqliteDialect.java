package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's words. It has four types only and turns {@code 1.10} into a float where a column looks numeric; so what must be kept
 * digit by digit has TEXT in its declared type.
 */
final class SqliteDialect extends Dialect {
    @Override
    String name() {
        return "SQLite";
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 60000");
        }
    }

    @Override
    String schema(Session session) {
        return "main";
    }

    @Override
    List<Table> tables(Session session, String schema) throws SQLException {
        return new SqliteCatalog(session, schema).tables();
    }

    @Override
    @Nullable
    String type(Column column, boolean sameDialect, int keyBytes) {
        return switch (column.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> column.unsigned() && column.size() == 64 ? "DECIMAL_TEXT(20,0)" : "INTEGER";
            case DECIMAL ->
                column.size() == 0 ? "DECIMAL_TEXT" : "DECIMAL_TEXT(" + column.size() + "," + column.scale() + ")";
            case REAL -> "FLOAT4";
            case DOUBLE -> "DOUBLE";
            case TEXT -> column.size() > 0 ? "VARCHAR(" + column.size() + ")" : "TEXT";
            case CHAR -> "CHAR(" + column.size() + ")";
            case BYTES -> "BLOB";
            case BITS -> "BIT_TEXT(" + column.size() + "," + column.scale() + ")";
            case DATE -> "DATE";
            case TIME -> "TIME(" + column.size() + ")";
            case TIMESTAMP -> "TIMESTAMP(" + column.size() + ")";
            case INSTANT -> "TIMESTAMPTZ(" + column.size() + ")";
            case YEAR -> "YEAR";
            case JSON -> "JSON_TEXT";
            case UUID -> "UUID_TEXT";
            case ENUM -> "TEXT";
            case OTHER -> sameDialect ? column.declared() : null;
        };
    }

    @Override
    String read(Column column) {
        return quote(column.name());
    }

    @Override
    @Nullable
    Object value(ResultSet rows, int index, Column column) throws SQLException {
        Object value = rows.getObject(index);
        if (value == null) {
            return null;
        }
        if (column.kind() == Kind.BYTES) {
            return value instanceof byte[] bytes ? bytes : rows.getBytes(index);
        }
        return Canonical.tidy(column.kind(), value instanceof byte[] ? rows.getString(index) : value.toString());
    }

    @Override
    void bind(PreparedStatement statement, int index, Column column, @Nullable Object value) throws SQLException {
        if (value instanceof String text && column.kind().isFloat()) {
            statement.setDouble(index, Canonical.toDouble(text));
        } else {
            super.bind(statement, index, column, value);
        }
    }

    @Override
    String keyParameter(Column column) {
        return switch (column.kind()) {
            case BOOLEAN, INTEGER, YEAR -> "cast(? as integer)";
            case REAL, DOUBLE -> "cast(? as real)";
            case BYTES -> "unhex(?)";
            default -> "?";
        };
    }

    /** A decimal is text here, and a date may be written in many ways. */
    @Override
    boolean ordersAlike(Column column) {
        return column.kind() == Kind.INTEGER || column.kind() == Kind.BOOLEAN || column.kind() == Kind.YEAR;
    }

    @Override
    boolean writesAlone() {
        return true;
    }

    /** Only a table's only key column of type INTEGER numbers its rows, and does so by itself. */
    @Override
    String identity(String type) {
        return "INTEGER";
    }

    @Override
    void setNext(Session session, Table table, Column column, long next) {
        // The greatest number plus one comes next by itself.
    }

    /** Without a schema, which SQLite takes there for a mistake. */
    @Override
    String besides(String schema, String name) {
        return quote(name);
    }

    @Override
    boolean addsForeignKeys() {
        return false;
    }
}
