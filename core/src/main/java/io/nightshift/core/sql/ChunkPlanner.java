package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a table into chunks, each by looking at the keys after the one before; never by counting from the beginning. */
final class ChunkPlanner {
    /** What the rows of one chunk may weigh, and those that are in memory at once. */
    private static final long CHUNK_BYTES = 32L << 20;

    private static final long MEMORY_BYTES = 4L << 20;

    private ChunkPlanner() {}

    /** How many rows to fetch where nothing is known about their size. */
    static int carefulFetch(Side side) {
        return side.columns().stream().anyMatch(Column::mayBeLarge) ? 2 : 1000;
    }

    /** @param end the key that the last chunk may reach, nothing where there is no such limit */
    static Optional<Chunk> next(
            Side side, @Nullable List<String> after, @Nullable List<String> end, long number, int rows)
            throws SQLException {
        return side.columns().stream().anyMatch(Column::mayBeLarge)
                ? bySize(side, after, end, number, rows)
                : byCount(side, after, end, number, rows);
    }

    private static Optional<Chunk> byCount(
            Side side, @Nullable List<String> after, @Nullable List<String> end, long number, int rows)
            throws SQLException {
        // The last of the next n keys; the derived table keeps the dialects from sorting the whole table.
        List<List<String>> keys = new ArrayList<>();
        Predicate where = Predicate.between(side, after, end);
        StringBuilder inner = new StringBuilder();
        StringBuilder outer = new StringBuilder();
        StringBuilder order = new StringBuilder();
        for (int n = 0; n < side.key().size(); n++) {
            String comma = n == 0 ? "" : ", ";
            inner.append(comma)
                    .append(side.words().read(side.key().get(n)))
                    .append(" as v")
                    .append(n);
            inner.append(", ")
                    .append(side.words().keyExpression(side.key().get(n)))
                    .append(" as k")
                    .append(n);
            outer.append(comma).append("v").append(n);
            order.append(comma).append("k").append(n).append(" desc");
        }
        String sql = "select " + outer + " from (select " + inner + " from " + side.name() + " where " + where.sql()
                + " order by " + side.orderBy("") + " limit " + rows + ") part order by " + order + " limit 1";
        side.session().connection().setAutoCommit(true);
        try (var statement = side.session().connection().prepareStatement(sql)) {
            where.fill(statement, 1);
            try (var found = statement.executeQuery()) {
                if (found.next()) {
                    @Nullable Object[] row = new @Nullable Object[side.key().size()];
                    int[] places = new int[row.length];
                    for (int n = 0; n < row.length; n++) {
                        row[n] = side.words().value(found, n + 1, side.key().get(n));
                        places[n] = n;
                    }
                    keys.add(RowReader.key(row, places));
                }
            }
        }
        return keys.stream().findFirst().map(key -> new Chunk(number, after, key, Math.min(rows, 1000)));
    }

    private static Optional<Chunk> bySize(
            Side side, @Nullable List<String> after, @Nullable List<String> end, long number, int rows)
            throws SQLException {
        StringBuilder size = new StringBuilder("0");
        for (Column column : side.columns()) {
            if (column.mayBeLarge()) {
                size.append(" + coalesce(").append(side.words().bytes(column)).append(", 0)");
            }
        }
        Predicate where = Predicate.between(side, after, end);
        String sql = "select " + side.read(side.key()) + ", " + size + " from " + side.name() + " where " + where.sql()
                + " order by " + side.orderBy("") + " limit " + rows;
        side.session().connection().setAutoCommit(false);
        long sum = 0;
        long largest = 1;
        List<String> last = null;
        try (var statement = side.session().connection().prepareStatement(sql)) {
            statement.setFetchSize(1000);
            where.fill(statement, 1);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    long bytes = found.getLong(side.key().size() + 1);
                    if (last != null && sum + bytes > CHUNK_BYTES) {
                        break;
                    }
                    @Nullable Object[] row = new @Nullable Object[side.key().size()];
                    int[] places = new int[row.length];
                    for (int n = 0; n < row.length; n++) {
                        row[n] = side.words().value(found, n + 1, side.key().get(n));
                        places[n] = n;
                    }
                    last = RowReader.key(row, places);
                    sum += bytes;
                    largest = Math.max(largest, bytes);
                }
            }
        }
        side.session().connection().commit();
        int fetch = (int) Math.max(1, Math.min(1000, MEMORY_BYTES / largest));
        return Optional.ofNullable(last).map(key -> new Chunk(number, after, key, fetch));
    }
}
