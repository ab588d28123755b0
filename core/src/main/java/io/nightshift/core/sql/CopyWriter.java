package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes with PostgreSQL's COPY, its fastest way in. */
final class CopyWriter implements RowWriter {
    private static final byte[] HEX = RowReader.utf8("0123456789abcdef");

    private final CopyIn copy;
    private byte[] buffer = new byte[1 << 16];
    private int length;

    CopyWriter(Session session, String table, List<Column> columns) {
        String names = columns.stream()
                .map(column -> session.dialect().quote(column.name()))
                .collect(Collectors.joining(", "));
        try {
            copy = session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + names + ") from stdin with (format text, encoding 'UTF8')");
        } catch (SQLException e) {
            throw new Unwritable(e);
        }
    }

    /** A COPY that the server did not begin. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unwritable(SQLException cause) {
            super(cause);
        }
    }

    @Override
    public void write(@Nullable Object[] row) throws SQLException {
        for (int n = 0; n < row.length; n++) {
            if (n > 0) {
                put((byte) '\t');
            }
            Object value = row[n];
            if (value == null) {
                put((byte) '\\');
                put((byte) 'N');
            } else if (value instanceof byte[] bytes) {
                hexadecimal(bytes);
            } else {
                text((String) value);
            }
        }
        put((byte) '\n');
    }

    private void text(String text) throws SQLException {
        for (int from = 0; from < text.length(); from += 8192) { // pieces, so that a long text is not in memory twice
            int to = Math.min(text.length(), from + 8192);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            for (byte one : RowReader.utf8(text.substring(from, to))) {
                switch (one) {
                    case '\\' -> escaped('\\');
                    case '\n' -> escaped('n');
                    case '\r' -> escaped('r');
                    case '\t' -> escaped('t');
                    default -> put(one);
                }
            }
            from = to - 8192;
        }
    }

    private void escaped(char letter) throws SQLException {
        put((byte) '\\');
        put((byte) letter);
    }

    private void hexadecimal(byte[] bytes) throws SQLException {
        escaped('\\');
        put((byte) 'x');
        for (byte one : bytes) {
            put(HEX[(one >> 4) & 15]);
            put(HEX[one & 15]);
        }
    }

    private void put(byte one) throws SQLException {
        if (length == buffer.length) {
            send();
        }
        buffer[length++] = one;
    }

    private void send() throws SQLException {
        if (length > 0) {
            copy.writeToCopy(buffer, 0, length);
            length = 0;
        }
    }

    @Override
    public void finish() throws SQLException {
        send();
        copy.endCopy();
        Arrays.fill(buffer, (byte) 0);
    }

    @Override
    public void abandon() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            // The transaction is rolled back next.
        }
        buffer = new byte[0];
    }
}
