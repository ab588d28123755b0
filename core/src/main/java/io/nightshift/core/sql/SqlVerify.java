package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows that tables hold the same rows in two databases, or which rows differ and how. It changes nothing. */
public final class SqlVerify {
    private final Drivers drivers;
    private final Database source;
    private final Database target;
    private final CopyOrder order;

    public SqlVerify(Drivers drivers, Database source, Database target, CopyOrder order) {
        this.drivers = drivers;
        this.source = source;
        this.target = target;
        this.order = order;
    }

    /**
     * Compares the tables of the order, one after the other.
     *
     * @param most how many rows that differ are listed; all are counted
     */
    public List<TableComparison> run(int most, CopyListener listener) {
        List<TableComparison> compared = new ArrayList<>();
        try (Ends ends = new Ends(drivers, source, target, order.patience(), () -> false)) {
            List<Pair> pairs = ends.doing("The tables cannot be compared", this::pairs);
            int room = most;
            for (Pair pair : pairs) {
                TableComparison comparison = compare(ends, pair, room, listener);
                room -= comparison.listed().size();
                compared.add(comparison);
            }
        }
        return compared;
    }

    private List<Pair> pairs(Session from, Session to) throws SQLException {
        String schema = CopyCheck.targetSchema(to, order);
        List<Table> there = to.dialect().tables(to, schema);
        List<Pair> pairs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Table table : new CopyCheck(from, to, order).chosen()) {
            Optional<Table> other = there.stream()
                    .filter(one -> one.name()
                            .toLowerCase(Locale.ROOT)
                            .equals(table.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
            List<String> key = Keys.of(table, order);
            if (other.isEmpty()) {
                problems.add("The target has no table `" + table.name() + "`.");
            } else if (key.isEmpty()) {
                problems.add("The table " + table.title()
                        + " has no key by which its rows are told apart. Name columns that do, such as" + " `keys: {"
                        + table.name() + ": [" + table.columns().get(0).name() + "]}`.");
            } else {
                for (Column column : table.columns()) {
                    if (other.get().column(column.name()).isEmpty()) {
                        problems.add("The table " + other.get().title() + " of the target has no column `"
                                + column.name() + "`.");
                    }
                }
                Pair pair = Pair.of(table, other.get(), key);
                pairs.add(pair);
            }
        }
        if (!problems.isEmpty()) {
            throw new SqlFailure(String.join("\n", problems));
        }
        return pairs;
    }

    static TableComparison compare(Ends ends, Pair pair, int room, CopyListener listener) {
        long expected = ends.doing("The source cannot be read", (from, to) -> SqlCopy.expected(pair.source(from)));
        TableComparer comparer = new TableComparer(ends, pair, listener, expected);
        List<RowDifference> listed = new ArrayList<>();
        long[] sums = new long[3];
        comparer.compare((here, there, differences) -> {
            List<RowDifference> found = list(here, there, differences, room - listed.size());
            listed.addAll(found);
            sums[0] += differences.missing().size();
            sums[1] += differences.extra().size();
            sums[2] += differences.different().size();
        });
        return new TableComparison(
                pair.target().name(),
                comparer.counts[0],
                comparer.counts[1],
                sums[0],
                sums[1],
                sums[2],
                comparer.fetched,
                listed);
    }

    private static List<RowDifference> list(Side here, Side there, Differences differences, int room)
            throws SQLException {
        List<RowDifference> listed = new ArrayList<>();
        String table = there.table().name();
        for (List<String> key : differences.different()) {
            if (listed.size() >= room) {
                return listed;
            }
            listed.add(new RowDifference(
                    table, Rows.title(here.key(), key), RowDifference.Where.IN_BOTH, values(here, there, key)));
        }
        for (List<String> key : differences.missing()) {
            if (listed.size() >= room) {
                return listed;
            }
            listed.add(new RowDifference(
                    table, Rows.title(here.key(), key), RowDifference.Where.ONLY_IN_SOURCE, List.of()));
        }
        for (List<String> key : differences.extra()) {
            if (listed.size() >= room) {
                return listed;
            }
            listed.add(new RowDifference(
                    table, Rows.title(there.key(), key), RowDifference.Where.ONLY_IN_TARGET, List.of()));
        }
        return listed;
    }

    private static List<RowDifference.Value> values(Side here, Side there, List<String> key) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Side side : List.of(here, there)) {
            RowReader.read(side, side.columns(), Predicate.among(side, List.of(key)), "", 1, rows::add);
        }
        List<RowDifference.Value> values = new ArrayList<>();
        if (rows.size() == 2) {
            RowComparison comparison = new RowComparison(here, there, 1);
            for (int n = 0; n < here.columns().size(); n++) {
                String one = comparison.comparable(n, rows.get(0)[n]);
                String other = comparison.comparable(n, rows.get(1)[n]);
                if (one == null ? other != null : !one.equals(other)) {
                    values.add(new RowDifference.Value(
                            here.columns().get(n).name(), shown(rows.get(0)[n]), shown(rows.get(1)[n])));
                }
            }
        }
        return values;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            int shown = Math.min(bytes.length, 20);
            return "0x" + java.util.HexFormat.of().formatHex(bytes, 0, shown)
                    + (bytes.length > shown ? "… (" + bytes.length + " bytes)" : "");
        }
        return value == null ? "null" : "`" + Rows.shorten((String) value) + "`";
    }
}
