package io.nightshift.core.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams rows of a table: each value as canonical text or as bytes. */
final class RowReader {
    /** Takes one row after the other. */
    @FunctionalInterface
    interface Taker {
        void take(@Nullable Object[] row) throws SQLException;
    }

    private RowReader() {}

    /** @param more such as {@code order by …}, after the condition */
    static void read(Side side, List<Column> columns, Predicate where, String more, int fetch, Taker taker)
            throws SQLException {
        Connection connection = side.session().connection();
        connection.setAutoCommit(false); // else PostgreSQL's driver reads everything at once
        String sql = "select " + side.read(columns) + " from " + side.name() + " where " + where.sql() + more;
        try (PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(fetch);
            where.fill(statement, 1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    @Nullable Object[] row = new @Nullable Object[columns.size()];
                    for (int n = 0; n < row.length; n++) {
                        row[n] = side.words().value(rows, n + 1, columns.get(n));
                    }
                    taker.take(row);
                }
            }
        }
        connection.commit();
    }

    /** The key of a row as canonical text, bytes in hexadecimal digits. */
    static List<String> key(@Nullable Object[] row, int[] places) {
        List<String> key = new ArrayList<>(places.length);
        for (int place : places) {
            Object value = row[place];
            key.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        return key;
    }

    static long bytes(@Nullable Object[] row) {
        long bytes = 0;
        for (Object value : row) {
            bytes += value == null ? 1 : value instanceof byte[] raw ? raw.length : ((String) value).length();
        }
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
