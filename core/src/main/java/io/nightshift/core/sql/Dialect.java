package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of database says differently. Every value travels as its canonical text, the same in all dialects, and bytes as
 * bytes.
 */
abstract class Dialect {
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        String version = connection.getMetaData().getDatabaseProductVersion();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> new PostgresDialect();
            case "mariadb" -> new MariaDbDialect(false);
            case "mysql" -> new MariaDbDialect(!version.toLowerCase(Locale.ROOT).contains("mariadb"));
            case "h2" -> new H2Dialect();
            case "sqlite" -> new SqliteDialect();
            default -> new StandardDialect(product);
        };
    }

    /** What a driver must be told before it connects. */
    static void properties(String url, Properties properties) {
        if (url.startsWith("jdbc:postgresql:")) {
            properties.setProperty("ApplicationName", "nightshift");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("connectTimeout", "15");
            properties.setProperty("loginTimeout", "30");
            properties.setProperty("stringtype", "unspecified"); // text for a column is read as that column's type
        } else if (url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")) {
            properties.setProperty("connectTimeout", "15000");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("tinyInt1isBit", "false");
            properties.setProperty("useServerPrepStmts", "true"); // values travel as they are, not escaped
            properties.setProperty("permitMysqlScheme", "true");
            properties.setProperty("allowPublicKeyRetrieval", "true");
        } else if (url.startsWith("jdbc:sqlite:")) {
            properties.setProperty("busy_timeout", "60000");
        }
    }

    abstract String name();

    /** Sets a session's clock, formats and limits, so that the server's own settings do not matter. */
    abstract void prepare(Connection connection) throws SQLException;

    /** The schema that names without one mean. */
    abstract String schema(Session session) throws SQLException;

    abstract List<Table> tables(Session session, String schema) throws SQLException;

    /**
     * The type that keeps every value of a column, nothing where there is none.
     *
     * @param keyBytes room for it in an index, 0 where it is in none
     */
    abstract @Nullable String type(Column column, boolean sameDialect, int keyBytes);

    /** The SQL that reads a column as canonical text, or as bytes. */
    abstract String read(Column column);

    /** How a value to be written stands in an INSERT. */
    String parameter(Column column) {
        return "?";
    }

    /** How the canonical text of a key's column is compared with that column. */
    abstract String keyParameter(Column column);

    /** A key's column as it is compared and ordered. */
    String keyExpression(Column column) {
        return quote(column.name());
    }

    /** Whether {@code (a, b) > (?, ?)} is understood and uses an index. */
    boolean comparesRows() {
        return true;
    }

    /** Whether checksums are computed by the database itself. */
    boolean hashes() {
        return false;
    }

    /** SQL of the MD5 of a text or of bytes. Only where {@link #hashes()}. */
    String digest(Column column) {
        throw new IllegalStateException(name() + " computes no checksums");
    }

    /** SQL of a column's canonical text, short and without {@code |}. Only where {@link #hashes()}. */
    String canonical(Column column) {
        throw new IllegalStateException(name() + " computes no checksums");
    }

    /**
     * Where the shortest digits of a floating point number may lie half-way to its neighbour, and servers differ in what they
     * write; there the number is taken apart exactly.
     */
    static String isLong(String number) {
        return "abs(" + number + ") >= 9007199254740992e0 and abs(" + number + ") < 1.9e25";
    }

    /** SQL of two sums over hashes, in which the order of rows does not matter; {@code h} is an MD5 in hexadecimal digits. */
    String sums() {
        throw new IllegalStateException(name() + " computes no checksums");
    }

    /** Whether a key's column is ordered as numbers and dates are, the same in every dialect that says yes. */
    boolean ordersAlike(Column column) {
        return column.kind().isNumber() || column.kind().isDated();
    }

    /** SQL of a value's size in bytes, cheap. */
    String bytes(Column column) {
        return "length(" + quote(column.name()) + ")";
    }

    @Nullable
    Object value(ResultSet rows, int index, Column column) throws SQLException {
        return column.kind() == Kind.BYTES ? rows.getBytes(index) : rows.getString(index);
    }

    void bind(PreparedStatement statement, int index, Column column, @Nullable Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setString(index, (String) value);
        }
    }

    RowWriter writer(Session session, String table, List<Column> columns) {
        return new InsertWriter(session, table, columns);
    }

    boolean writesAlone() {
        return false;
    }

    String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    String table(String schema, String name) {
        return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(name);
    }

    /** A table after REFERENCES and after CREATE INDEX … ON. */
    String besides(String schema, String name) {
        return table(schema, name);
    }

    /** What follows the columns of CREATE TABLE. */
    String tableOptions() {
        return "";
    }

    String identity(String type) {
        return type + " generated by default as identity";
    }

    String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The fetch size that makes the driver stream, for about this many rows at a time. */
    int fetchSize(int rows) {
        return rows;
    }

    /** Lets the identity column go on after the rows that were written. */
    abstract void setNext(Session session, Table table, Column column, long next) throws SQLException;

    /** How one table takes another name. */
    String rename(String schema, String from, String to) {
        return "alter table " + table(schema, from) + " rename to " + quote(to);
    }

    String emptyLike(String schema, String side, String table, String columns) {
        return "create table " + table(schema, side) + " as select " + columns + " from " + table(schema, table)
                + " where 1 = 0";
    }

    /** Whether a type has no room for more than one digit set: NaN and infinities. */
    boolean keepsNotANumber(Kind kind) {
        return false;
    }

    boolean keepsZeroByte() {
        return true;
    }

    /** The digits after the second that a moment can have. */
    int secondDigits() {
        return 6;
    }

    /** The first and the last year a date can have, and the last year of an instant. */
    boolean keepsDate(Kind kind, String text) {
        return text.length() >= 10 && text.charAt(4) == '-' && text.compareTo("0001") >= 0;
    }

    /** How many bytes of one value the server takes, by its settings. */
    long mostBytes() {
        return Long.MAX_VALUE;
    }

    boolean keepsLongTime() {
        return false;
    }

    /** Whether CREATE TABLE undoes itself with the transaction, and foreign keys can be added afterwards. */
    boolean addsForeignKeys() {
        return true;
    }
}
