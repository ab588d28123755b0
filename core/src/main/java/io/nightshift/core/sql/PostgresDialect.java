package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's words. */
final class PostgresDialect extends Dialect {
    private boolean utf8;

    @Override
    String name() {
        return "PostgreSQL";
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "set time zone 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1;"
                            + " set bytea_output = 'hex'; set statement_timeout = 0; set standard_conforming_strings = on");
            // Compiling the long expressions of a checksum takes longer than to compute them.
            statement.execute("select set_config(name, 'off', false) from pg_settings where name = 'jit'");
            try (ResultSet encoding = statement.executeQuery("show server_encoding")) {
                utf8 = encoding.next() && "UTF8".equals(encoding.getString(1));
            }
        }
    }

    @Override
    String schema(Session session) throws SQLException {
        return session.value("select current_schema()");
    }

    @Override
    List<Table> tables(Session session, String schema) throws SQLException {
        return new PostgresCatalog(session, schema).tables();
    }

    @Override
    @Nullable
    String type(Column column, boolean sameDialect, int keyBytes) {
        return switch (column.kind()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> integer(column.size(), column.unsigned());
            case DECIMAL -> column.size() == 0 ? "numeric" : "numeric(" + column.size() + "," + column.scale() + ")";
            case REAL -> "real";
            case DOUBLE -> "double precision";
            case TEXT -> column.size() > 0 && column.size() <= 10_485_760 ? "varchar(" + column.size() + ")" : "text";
            case CHAR -> "char(" + Math.max(1, column.size()) + ")";
            case BYTES -> "bytea";
            case BITS ->
                (column.scale() == 1 ? "bit varying" : "bit") + (column.size() > 0 ? "(" + column.size() + ")" : "");
            case DATE -> "date";
            case TIME -> "time(" + Math.min(6, column.size()) + ")";
            case TIMESTAMP -> "timestamp(" + Math.min(6, column.size()) + ")";
            case INSTANT -> "timestamptz(" + Math.min(6, column.size()) + ")";
            case YEAR -> "smallint";
            case JSON -> column.declared().equals("jsonb") ? "jsonb" : "json";
            case UUID -> "uuid";
            case ENUM -> "text";
            case OTHER -> sameDialect ? column.declared() : null;
        };
    }

    private static String integer(long bits, boolean unsigned) {
        if (unsigned) {
            return bits <= 8 ? "smallint" : bits <= 24 ? "integer" : bits <= 32 ? "bigint" : "numeric(20,0)";
        }
        return bits <= 16 ? "smallint" : bits <= 32 ? "integer" : "bigint";
    }

    @Override
    String read(Column column) {
        String name = quote(column.name());
        return switch (column.kind()) {
            case BOOLEAN -> "case when " + name + " then '1' when not " + name + " then '0' end";
            case TEXT, BYTES -> name;
            case REAL -> name + "::float8::text";
            case TIME -> "to_char(" + name + ", 'HH24:MI:SS.US')";
            case TIMESTAMP -> dated(name);
            case INSTANT -> dated("(" + name + " at time zone 'UTC')");
            default -> name + "::text";
        };
    }

    private static String dated(String name) {
        return "case when " + name + " >= '0001-01-01' and " + name + " < '10000-01-01' then to_char(" + name
                + ", 'YYYY-MM-DD HH24:MI:SS.US') else " + name + "::text end";
    }

    @Override
    String keyParameter(Column column) {
        return switch (column.kind()) {
            case BOOLEAN -> "?::text::boolean";
            case INTEGER, YEAR -> "?::bigint";
            case DECIMAL -> "?::numeric";
            case REAL -> "?::float8::float4";
            case DOUBLE -> "?::float8";
            case TEXT -> "?::text";
            case CHAR -> "?::bpchar";
            case BYTES -> "decode(?, 'hex')";
            case INSTANT -> "(?::timestamp at time zone 'UTC')";
            case DATE -> "?::date";
            case TIME -> "?::time";
            case TIMESTAMP -> "?::timestamp";
            case UUID -> "?::uuid";
            default -> "?::" + column.declared();
        };
    }

    @Override
    boolean hashes() {
        return true;
    }

    @Override
    String digest(Column column) {
        return column.kind() == Kind.BYTES
                ? "md5(" + quote(column.name()) + ")"
                : utf8 ? "md5(" + read(column) + ")" : "md5(convert_to(" + read(column) + ", 'UTF8'))";
    }

    @Override
    String canonical(Column column) {
        String name = quote(column.name());
        String text = read(column);
        if (column.kind() == Kind.DECIMAL) {
            return "case when strpos(" + text + ", '.') > 0 then rtrim(rtrim(" + text + ", '0'), '.') else " + text
                    + " end";
        }
        return column.kind().isFloat() ? floating(name + "::float8", "(" + name + "::float8::text)") : text;
    }

    /** Digits and exponent, whatever notation the server chose: {@code -15e3} is -150. */
    private static String floating(String number, String text) {
        String unsigned = "ltrim(split_part(" + text + ", 'e', 1), '-')";
        String digits = "replace(" + unsigned + ", '.', '')";
        String significant = "ltrim(" + digits + ", '0')";
        String exponent =
                "coalesce(nullif(split_part(" + text + ", 'e', 2), ''), '0')::int + case when strpos(" + unsigned
                        + ", '.') > 0 then strpos(" + unsigned + ", '.') - 1 else length(" + unsigned
                        + ") end - length(" + digits
                        + ") + length(" + significant + ")";
        return "case when " + text + " in ('NaN', 'Infinity', '-Infinity') then " + text + " when " + number
                + " = 0 then '0' when " + Dialect.isLong(number) + " then floor(" + number
                + " / 4294967296)::bigint || ':' || ("
                + number + " - floor(" + number + " / 4294967296) * 4294967296)::bigint else case when " + text
                + " like '-%' then '-' else '' end || rtrim(" + significant
                + ", '0') || 'e' || (" + exponent + ") end";
    }

    @Override
    String sums() {
        return "coalesce(sum(('x0' || substr(h, 1, 15))::bit(64)::bigint), 0)::text,"
                + " coalesce(sum(('x0' || substr(h, 17, 15))::bit(64)::bigint), 0)::text";
    }

    @Override
    String bytes(Column column) {
        return "octet_length(" + quote(column.name())
                + (column.kind() == Kind.TEXT || column.kind() == Kind.BYTES ? ")" : "::text)");
    }

    @Override
    RowWriter writer(Session session, String table, List<Column> columns) {
        return new CopyWriter(session, table, columns);
    }

    @Override
    void setNext(Session session, Table table, Column column, long next) throws SQLException {
        session.rows(
                "select setval(pg_get_serial_sequence(?, ?), ?::bigint, false)",
                table(table.schema(), table.name()),
                column.name(),
                next);
    }

    @Override
    boolean keepsNotANumber(Kind kind) {
        return true;
    }

    @Override
    boolean keepsZeroByte() {
        return false;
    }

    @Override
    boolean keepsDate(Kind kind, String text) {
        return !text.startsWith("0000") && !text.startsWith("-00", 4) && !text.startsWith("-00", 7);
    }
}
