package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Copies tables from one database to another. First {@link #begin}, whose record is kept; then {@link #run}, as often as it
 * takes; then {@link CopyUndo} takes it back, or forgets how when the copy is confirmed.
 */
public final class SqlCopy {
    private final Drivers drivers;
    private final Database source;
    private final Database target;
    private final CopyOrder order;

    public SqlCopy(Drivers drivers, Database source, Database target, CopyOrder order) {
        this.drivers = drivers;
        this.source = source;
        this.target = target;
        this.order = order;
    }

    /** Checks both ends and changes nothing. @throws SqlFailure which names every problem, one a line */
    public CopyRecord begin() {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        try (Ends ends = ends(new Workers())) {
            return ends.doing(
                    "The copy cannot begin",
                    (from, to) ->
                            new CopyCheck(from, to, order).record(HexFormat.of().formatHex(random)));
        }
    }

    /** Copies what has not arrived yet. Whatever ends it, the next call goes on with the chunks that have no mark. */
    public CopyReport run(CopyRecord record, CopyListener listener) {
        Workers workers = new Workers();
        Progress progress = new Progress(listener);
        try (Ends ends = ends(workers)) {
            List<Pair> pairs = ends.doing("The tables cannot be made", (from, to) -> make(record, from, to));
            List<Pair> bulk = pairs.stream()
                    .filter(pair -> fate(record, pair) != TableRecord.Fate.SYNCED)
                    .toList();
            ends.doing("The copy cannot begin", (from, to) -> {
                Marks marks = new Marks(to, record);
                for (Pair pair : bulk) {
                    Marks.Found found = marks.found(pair.target().name(), 1);
                    progress.begin(pair.target().name(), found.rows(), found.bytes(), expected(pair.source(from)));
                }
                return "";
            });
            copy(record, bulk, progress, workers, ends);
            Map<String, Long> rows = new TreeMap<>(progress.rows());
            rows.putAll(sync(
                    record, pairs.stream().filter(pair -> !bulk.contains(pair)).toList(), ends, listener));
            List<String> leftOut = ends.doing("The tables' keys and indexes cannot be made", (from, to) -> {
                List<Pair> now = pairs(record, from, to);
                AfterRows after = new AfterRows(
                        to, new TableMaker(from.dialect(), to.dialect(), order.types()), record.targetSchema());
                after.finish(now, record);
                new Marks(to, record).finish();
                return after.leftOut();
            });
            return new CopyReport(rows, progress.bytes(), leftOut);
        }
    }

    private static Map<String, Long> sync(CopyRecord record, List<Pair> pairs, Ends ends, CopyListener listener) {
        List<Sync> all = References.parentsFirst(pairs, Pair::target).stream()
                .map(pair -> new Sync(ends, pair, record, listener))
                .toList();
        all.forEach(Sync::writeRows);
        Map<String, Long> changed = new TreeMap<>();
        for (int n = all.size() - 1; n >= 0; n--) {
            all.get(n).removeRows();
            changed.put(all.get(n).name(), all.get(n).changed());
        }
        return changed;
    }

    private void copy(CopyRecord record, List<Pair> pairs, Progress progress, Workers workers, Ends first) {
        Set<String> bound = record.tables().stream()
                .filter(entry -> entry.fate() == TableRecord.Fate.FILLED)
                .map(TableRecord::target)
                .collect(Collectors.toSet());
        ChunkQueue queue = new ChunkQueue(pairs, bound, order.chunkRows());
        boolean alone = first.doing(
                "The copy cannot begin",
                (from, to) -> to.dialect().writesAlone() || from.dialect().writesAlone());
        ChunkCopy chunks = new ChunkCopy(progress);
        workers.run(
                alone ? 1 : order.parallel(),
                () -> {
                    try (Ends ends = ends(workers)) {
                        while (!workers.stopped()) {
                            Optional<ChunkQueue.Task> task = ends.doing(
                                    "The source cannot be read", (from, to) -> queue.next(from, new Marks(to, record)));
                            if (task.isEmpty()) {
                                return;
                            }
                            Pair pair = task.get().pair();
                            ends.doing("The table " + pair.target().title() + " cannot be copied", (from, to) -> {
                                chunks.copy(pair, task.get().chunk(), from, to, new Marks(to, record));
                                return "";
                            });
                            queue.finished(task.get());
                        }
                    }
                },
                queue::abandon);
    }

    private List<Pair> make(CopyRecord record, Session from, Session to) throws SQLException {
        Marks marks = new Marks(to, record);
        marks.create();
        List<Table> tables = sourceTables(record, from, to);
        new TableMaker(from.dialect(), to.dialect(), order.types()).makeAll(to, tables, record, marks);
        return pairs(record, from, to);
    }

    private List<Table> sourceTables(CopyRecord record, Session from, Session to) throws SQLException {
        return new CopyCheck(from, to, order)
                .chosen().stream()
                        .filter(table -> record.tables().stream()
                                .anyMatch(entry -> entry.source().equals(table.name())))
                        .toList();
    }

    private List<Pair> pairs(CopyRecord record, Session from, Session to) throws SQLException {
        List<Table> there = to.dialect().tables(to, record.targetSchema());
        List<Pair> pairs = new ArrayList<>();
        for (Table table : sourceTables(record, from, to)) {
            TableRecord entry = record.tables().stream()
                    .filter(one -> one.source().equals(table.name()))
                    .findFirst()
                    .orElseThrow();
            Table other = there.stream()
                    .filter(one -> one.name().equals(entry.target()))
                    .findFirst()
                    .orElseThrow(
                            () -> new SqlFailure("The table " + entry.target() + " is not in the target any more."));
            pairs.add(Pair.of(table, other, Keys.of(table, order)));
        }
        return pairs;
    }

    private static TableRecord.Fate fate(CopyRecord record, Pair pair) {
        return record.tables().stream()
                .filter(entry -> entry.target().equals(pair.target().name()))
                .findFirst()
                .orElseThrow()
                .fate();
    }

    /** From the statistics; exact where that costs nothing. */
    static long expected(Side side) throws SQLException {
        long known = side.table().rows();
        return known < 50_000 ? Long.parseLong(side.session().value("select count(*) from " + side.name())) : known;
    }

    private Ends ends(Workers workers) {
        return new Ends(drivers, source, target, order.patience(), workers::stopped);
    }
}
