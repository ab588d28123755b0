package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of MariaDB and MySQL. */
final class MariaDbDialect extends Dialect {
    private final boolean mysql;
    private long packet = Long.MAX_VALUE;

    MariaDbDialect(boolean mysql) {
        this.mysql = mysql;
    }

    @Override
    String name() {
        return mysql ? "MySQL" : "MariaDB";
    }

    /** Compares by bytes and tells trailing spaces apart, as PostgreSQL does. */
    String collation() {
        return mysql ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin";
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "set session time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION',"
                            + " net_write_timeout = 3600, net_read_timeout = 3600, innodb_lock_wait_timeout = 30");
            statement.execute("set names utf8mb4 collate " + (mysql ? "utf8mb4_bin" : collation()));
            statement.execute("set session transaction isolation level read committed");
            try (ResultSet setting = statement.executeQuery("select @@max_allowed_packet")) {
                packet = setting.next() ? setting.getLong(1) : packet;
            }
            if (!mysql) {
                statement.execute("set session max_statement_time = 0");
            }
        }
    }

    @Override
    String schema(Session session) throws SQLException {
        return session.value("select database()");
    }

    @Override
    List<Table> tables(Session session, String schema) throws SQLException {
        return new MariaDbCatalog(session, schema).tables();
    }

    @Override
    @Nullable
    String type(Column column, boolean sameDialect, int keyBytes) {
        if (sameDialect) {
            return column.declared();
        }
        String text = " character set utf8mb4 collate " + collation();
        return switch (column.kind()) {
            case BOOLEAN -> "tinyint(1)";
            case INTEGER -> integer(column.size()) + (column.unsigned() ? " unsigned" : "");
            case DECIMAL ->
                column.size() == 0
                        ? "decimal(65,30)"
                        : column.size() <= 65
                                        && column.scale() <= 30
                                        && column.scale() >= 0
                                        && column.scale() <= column.size()
                                ? "decimal(" + column.size() + "," + column.scale() + ")"
                                : null;
            case REAL -> "float";
            case DOUBLE -> "double";
            case TEXT -> text(column.size(), keyBytes) + text;
            case CHAR ->
                (column.size() <= 255 ? "char(" + Math.max(1, column.size()) + ")" : text(column.size(), keyBytes))
                        + text;
            case BYTES ->
                keyBytes > 0
                        ? "varbinary(" + (column.size() > 0 ? Math.min(column.size(), keyBytes) : keyBytes) + ")"
                        : column.size() > 0 && column.size() <= 1000 ? "varbinary(" + column.size() + ")" : "longblob";
            case BITS ->
                column.scale() == 0 && column.size() >= 1 && column.size() <= 64
                        ? "bit(" + column.size() + ")"
                        : text(column.size(), keyBytes) + text;
            case DATE -> "date";
            case TIME -> "time(" + Math.min(6, column.size()) + ")";
            case TIMESTAMP -> "datetime(" + Math.min(6, column.size()) + ")";
            case INSTANT -> "timestamp(" + Math.min(6, column.size()) + ")" + (column.nullable() ? " null" : "");
            case YEAR -> "year";
            case JSON -> "json";
            // Not MariaDB's own uuid, which refuses numbers that the standard does not give out.
            case UUID -> "char(36) character set ascii collate ascii_bin";
            case ENUM ->
                column.labels().stream().allMatch(label -> label.equals(label.stripTrailing()) && label.length() < 250)
                        ? column.labels().stream().map(this::literal).collect(Collectors.joining(",", "enum(", ")"))
                                + text
                        : "varchar(250)" + text;
            case OTHER -> null;
        };
    }

    private static String integer(long bits) {
        return bits <= 8
                ? "tinyint"
                : bits <= 16 ? "smallint" : bits <= 24 ? "mediumint" : bits <= 32 ? "int" : "bigint";
    }

    private static String text(long characters, int keyBytes) {
        if (keyBytes > 0) {
            return "varchar(" + (characters > 0 ? Math.min(characters, keyBytes / 4) : keyBytes / 4) + ")";
        }
        return characters > 0 && characters <= 1000 ? "varchar(" + characters + ")" : "longtext";
    }

    @Override
    String literal(String text) {
        return super.literal(text.replace("\\", "\\\\"));
    }

    @Override
    String read(Column column) {
        String name = quote(column.name());
        String text = switch (column.kind()) {
            case BOOLEAN, INTEGER, DECIMAL, YEAR ->
                column.declared().contains("zerofill") || column.kind() == Kind.YEAR
                        ? "cast(" + name + " + 0 as char)"
                        : "cast(" + name + " as char)";
            case REAL -> "cast(" + name + " + 0e0 as char)";
            case DOUBLE, UUID -> "cast(" + name + " as char)";
            case BITS -> "lpad(bin(" + name + " + 0), " + column.size() + ", '0')";
            case DATE -> "date_format(" + name + ", '%Y-%m-%d')";
            case TIME -> "time_format(" + name + ", '%H:%i:%s.%f')";
            case TIMESTAMP, INSTANT -> "date_format(" + name + ", '%Y-%m-%d %H:%i:%s.%f')";
            case OTHER -> "cast(" + name + " as char)";
            default -> name;
        };
        return column.zeroIsNull() && column.kind().isDated()
                ? "if(month(" + name + ") = 0 or dayofmonth(" + name + ") = 0, null, " + text + ")"
                : text;
    }

    @Override
    String parameter(Column column) {
        return column.kind() == Kind.BITS ? "cast(conv(?, 2, 10) as unsigned)" : "?";
    }

    @Override
    String keyExpression(Column column) {
        String name = quote(column.name());
        return switch (column.kind()) {
            case ENUM -> "cast(" + name + " as char) collate " + collation();
            case BITS, YEAR -> "(" + name + " + 0)";
            default -> name;
        };
    }

    @Override
    String keyParameter(Column column) {
        return switch (column.kind()) {
            case BOOLEAN, INTEGER -> column.unsigned() ? "cast(? as unsigned)" : "cast(? as signed)";
            case YEAR -> "cast(? as unsigned)";
            case DECIMAL -> "cast(? as decimal(65," + Math.max(0, column.scale()) + "))";
            case REAL, DOUBLE -> "(? + 0e0)";
            case DATE -> "cast(? as date)";
            case TIME -> "cast(? as time(6))";
            case TIMESTAMP, INSTANT -> "cast(? as datetime(6))";
            case BYTES -> "unhex(?)";
            case BITS -> "cast(conv(?, 2, 10) as unsigned)";
            default -> "?";
        };
    }

    /** It reads whole tables for {@code (a, b) > (?, ?)}. */
    @Override
    boolean comparesRows() {
        return false;
    }

    @Override
    boolean hashes() {
        return true;
    }

    @Override
    String digest(Column column) {
        return column.kind() == Kind.BYTES
                ? "md5(" + quote(column.name()) + ")"
                : "md5(convert(" + read(column) + " using utf8mb4))";
    }

    @Override
    String canonical(Column column) {
        String name = quote(column.name());
        String text = read(column);
        if (column.kind() == Kind.DECIMAL && column.scale() > 0) {
            return "trim(trailing '.' from trim(trailing '0' from " + text + "))";
        }
        return column.kind().isFloat() ? floating(name, text) : text;
    }

    /** As PostgreSQL's dialect does it. */
    private static String floating(String number, String text) {
        String unsigned = "trim(leading '-' from substring_index(" + text + ", 'e', 1))";
        String digits = "replace(" + unsigned + ", '.', '')";
        String significant = "trim(leading '0' from " + digits + ")";
        String exponent = "if(locate('e', " + text + ") > 0, cast(substring_index(" + text
                + ", 'e', -1) as signed), 0) + if(locate('.', "
                + unsigned + ") > 0, locate('.', " + unsigned + ") - 1, length(" + unsigned + ")) + 0 - cast(length("
                + digits
                + ") as signed) + cast(length(" + significant + ") as signed)";
        return "if(" + number + " = 0, '0', if(" + Dialect.isLong(number) + ", concat(cast(floor(" + number
                + " / 4294967296e0) as signed), ':', cast(" + number + " - floor(" + number
                + " / 4294967296e0) * 4294967296e0 as signed)), concat(if(" + number
                + " < 0, '-', ''), trim(trailing '0' from " + significant
                + "), 'e', " + exponent + ")))";
    }

    @Override
    String sums() {
        return "cast(coalesce(sum(cast(conv(substr(h, 1, 15), 16, 10) as unsigned)), 0) as char),"
                + " cast(coalesce(sum(cast(conv(substr(h, 17, 15), 16, 10) as unsigned)), 0) as char)";
    }

    @Override
    String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    String tableOptions() {
        return " engine=InnoDB default character set utf8mb4 collate " + collation();
    }

    @Override
    String identity(String type) {
        return type + " auto_increment";
    }

    @Override
    void setNext(Session session, Table table, Column column, long next) throws SQLException {
        session.execute("alter table " + table(table.schema(), table.name()) + " auto_increment = " + next);
    }

    @Override
    String rename(String schema, String from, String to) {
        return "rename table " + table(schema, from) + " to " + table(schema, to);
    }

    @Override
    boolean keepsDate(Kind kind, String text) {
        if (kind == Kind.INSTANT) {
            return text.startsWith("0000-00-00")
                    || (text.compareTo("1970-01-01 00:00:01") >= 0
                            && text.length() == 26
                            && text.compareTo("2038-01-19 03:14:08") < 0);
        }
        return text.length() >= 10 && text.charAt(4) == '-' && !text.endsWith("BC");
    }

    @Override
    long mostBytes() {
        return packet - 100_000;
    }

    @Override
    boolean keepsLongTime() {
        return true;
    }
}
