package io.nightshift.core.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes with INSERT statements of many rows, which one answer of the server covers. */
final class InsertWriter implements RowWriter {
    private static final long BYTES = 1 << 20;

    private final Session session;
    private final List<Column> columns;
    private final String head;
    private final String row;
    private final int atOnce;
    private final List<@Nullable Object[]> waiting = new ArrayList<>();
    private long bytes;
    private @Nullable PreparedStatement full;

    InsertWriter(Session session, String table, List<Column> columns) {
        this.session = session;
        this.columns = columns;
        Dialect words = session.dialect();
        this.head = "insert into " + table + " ("
                + columns.stream().map(column -> words.quote(column.name())).collect(Collectors.joining(", "))
                + ") values ";
        this.row = columns.stream().map(words::parameter).collect(Collectors.joining(", ", "(", ")"));
        this.atOnce = Math.max(1, Math.min(500, 15_000 / Math.max(1, columns.size())));
    }

    @Override
    public void write(@Nullable Object[] values) throws SQLException {
        long size = RowReader.bytes(values);
        if (!waiting.isEmpty() && bytes + size > BYTES) {
            flush();
        }
        waiting.add(values);
        bytes += size;
        if (waiting.size() == atOnce) {
            flush();
        }
    }

    private void flush() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        if (waiting.size() == atOnce) {
            if (full == null) {
                full = prepare(atOnce);
            }
            send(full);
        } else {
            try (PreparedStatement some = prepare(waiting.size())) {
                send(some);
            }
        }
        waiting.clear();
        bytes = 0;
    }

    private PreparedStatement prepare(int rows) throws SQLException {
        return session.connection()
                .prepareStatement(head + String.join(", ", java.util.Collections.nCopies(rows, row)));
    }

    private void send(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (@Nullable Object[] values : waiting) {
            for (int n = 0; n < values.length; n++) {
                session.dialect().bind(statement, index++, columns.get(n), values[n]);
            }
        }
        statement.executeUpdate();
        statement.clearParameters();
    }

    @Override
    public void finish() throws SQLException {
        flush();
    }

    @Override
    public void abandon() {
        waiting.clear();
        try {
            if (full != null) {
                full.close();
            }
        } catch (SQLException e) {
            // The connection is gone, and the statement with it.
        }
    }
}
