package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database that only the SQL standard and its driver tell about: one that can be read, for the most part. */
class StandardDialect extends Dialect {
    private final String product;

    StandardDialect(String product) {
        this.product = product;
    }

    @Override
    String name() {
        return product;
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        // Nothing is known about it.
    }

    @Override
    String schema(Session session) throws SQLException {
        String schema = session.connection().getSchema();
        return schema == null ? "" : schema;
    }

    @Override
    List<Table> tables(Session session, String schema) throws SQLException {
        return new JdbcCatalog(session, schema).tables();
    }

    @Override
    @Nullable
    String type(Column column, boolean sameDialect, int keyBytes) {
        return null;
    }

    @Override
    String read(Column column) {
        String name = quote(column.name());
        return switch (column.kind()) {
            case BOOLEAN -> "case when " + name + " then '1' when not " + name + " then '0' end";
            case BYTES, TEXT, CHAR -> name;
            case DOUBLE, REAL -> "cast(" + name + " as double precision)";
            case INSTANT -> "cast(" + name + " at time zone 'UTC' as varchar(60))";
            case INTEGER, DECIMAL, YEAR -> name;
            case DATE, TIME, TIMESTAMP, UUID -> "cast(" + name + " as varchar(60))";
            default -> "cast(" + name + " as varchar)";
        };
    }

    @Override
    @Nullable
    Object value(ResultSet rows, int index, Column column) throws SQLException {
        Object value = super.value(rows, index, column);
        return value instanceof String text ? Canonical.tidy(column.kind(), text) : value;
    }

    @Override
    String keyParameter(Column column) {
        return switch (column.kind()) {
            case INSTANT -> "cast(? || '+00:00' as timestamp(9) with time zone)";
            case BYTES -> "hextoraw(?)";
            case INTEGER, YEAR -> "cast(? as bigint)";
            case BOOLEAN -> "cast(? as boolean)";
            case DECIMAL -> "cast(? as numeric(100," + Math.max(0, column.scale()) + "))";
            case REAL, DOUBLE -> "cast(? as double precision)";
            case DATE -> "cast(? as date)";
            case TIME -> "cast(? as time(9))";
            case TIMESTAMP -> "cast(? as timestamp(9))";
            case UUID -> "cast(? as uuid)";
            default -> "?";
        };
    }

    @Override
    void setNext(Session session, Table table, Column column, long next) throws SQLException {
        session.execute("alter table " + table(table.schema(), table.name()) + " alter column " + quote(column.name())
                + " restart with " + next);
    }

    @Override
    boolean comparesRows() {
        return false;
    }

    @Override
    String bytes(Column column) {
        return "octet_length(" + quote(column.name()) + ")";
    }
}
