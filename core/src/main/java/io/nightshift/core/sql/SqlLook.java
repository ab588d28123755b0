package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out what a copy would have to do, and changes nothing. Tables that hold rows at both ends are compared row by row. */
public final class SqlLook {
    private final Drivers drivers;
    private final Database source;
    private final Database target;
    private final CopyOrder order;

    public SqlLook(Drivers drivers, Database source, Database target, CopyOrder order) {
        this.drivers = drivers;
        this.source = source;
        this.target = target;
        this.order = order;
    }

    /**
     * What was found.
     *
     * @param unfinished copies into these tables that have begun and not come to their end
     */
    public record Found(List<Standing> tables, Set<String> unfinished) {
        public Found {
            tables = List.copyOf(tables);
            unfinished = Set.copyOf(unfinished);
        }
    }

    /**
     * How one table stands.
     *
     * @param there whether the target has it
     * @param comparison null where there was nothing to compare
     * @param unlike why its columns cannot take the source's rows, each a sentence; then it was not compared
     */
    public record Standing(
            String table,
            boolean there,
            long sourceRows,
            @Nullable TableComparison comparison,
            List<String> unlike) {
        public Standing {
            unlike = List.copyOf(unlike);
        }
    }

    /**
     * Looks at all the tables of the order, one after the other.
     *
     * @param most how many rows that differ are listed; all are counted
     * @throws SqlFailure which names every reason for which the copy could not be made
     */
    public Found run(int most, CopyListener listener) {
        List<Standing> standings = new ArrayList<>();
        try (Ends ends = new Ends(drivers, source, target, order.patience(), () -> false)) {
            List<Work> all = ends.doing("The tables cannot be looked at", this::work);
            int room = most;
            for (Work work : all) {
                TableComparison comparison =
                        work.pair() == null ? null : SqlVerify.compare(ends, work.pair(), room, listener);
                room -= comparison == null ? 0 : comparison.listed().size();
                standings.add(new Standing(
                        work.table(),
                        work.there(),
                        comparison == null ? work.rows() : comparison.sourceRows(),
                        comparison,
                        work.unlike()));
            }
            Set<String> names = all.stream()
                    .map(work -> work.table().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            return new Found(
                    standings,
                    ends.doing(
                            "The target cannot be read",
                            (from, to) -> Marks.unfinished(to, CopyCheck.targetSchema(to, order), names)));
        }
    }

    /** @param pair null where there is nothing to compare */
    private record Work(
            String table,
            boolean there,
            long rows,
            @Nullable Pair pair,
            List<String> unlike) {}

    private List<Work> work(Session from, Session to) throws SQLException {
        // A target that is not empty is for the caller to judge, who learns here what is in it.
        CopyOrder tolerant = order.existing() == Existing.REFUSE ? order.existing(Existing.SYNC) : order;
        CopyRecord record = new CopyCheck(from, to, tolerant).record("");
        Map<String, Table> there = to.dialect().tables(to, record.targetSchema()).stream()
                .collect(Collectors.toMap(Table::name, Function.identity(), (one, other) -> one));
        Map<String, Table> here = new CopyCheck(from, to, order)
                .chosen().stream().collect(Collectors.toMap(Table::name, Function.identity(), (one, other) -> one));
        List<Work> all = new ArrayList<>();
        for (TableRecord entry : record.tables()) {
            Table table = here.get(entry.source());
            if (table == null) {
                throw new SQLException("the table " + entry.source() + " went away meanwhile", "08000");
            }
            List<String> key = Keys.of(table, order);
            Table other = there.get(entry.target());
            boolean filled = other != null
                    && !to.rows("select 1 from " + to.dialect().table(other.schema(), other.name()) + " limit 1")
                            .isEmpty();
            if (other == null || !filled) {
                all.add(new Work(entry.target(), other != null, rows(from, table), null, List.of()));
                continue;
            }
            Pair pair = Pair.of(table, other, key);
            List<String> unlike = pair.problems();
            all.add(new Work(
                    entry.target(),
                    true,
                    unlike.isEmpty() ? 0 : rows(from, table),
                    unlike.isEmpty() ? pair : null,
                    unlike));
        }
        return all;
    }

    private static long rows(Session session, Table table) throws SQLException {
        return Long.parseLong(
                session.value("select count(*) from " + session.dialect().table(table.schema(), table.name())));
    }
}
