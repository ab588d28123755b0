package io.nightshift.core.sql;

import java.sql.SQLException;

/** Copies one chunk: its rows and its mark in one transaction of the target, so that each row arrives exactly once. */
final class ChunkCopy {
    private static final int TOLD_EVERY = 2000;

    private final Progress progress;

    ChunkCopy(Progress progress) {
        this.progress = progress;
    }

    void copy(Pair pair, Chunk chunk, Session from, Session to, Marks marks) throws SQLException {
        Side source = pair.source(from);
        Side target = pair.target(to);
        String name = pair.target().name();
        to.connection().setAutoCommit(false);
        if (!marks.claim(name, chunk)) {
            to.connection().rollback();
            return;
        }
        ValueRules rules = new ValueRules(source, target);
        RowWriter writer = to.dialect().writer(to, target.name(), pair.targetColumns());
        long[] sums = new long[2];
        try {
            RowReader.read(
                    source,
                    pair.sourceColumns(),
                    Predicate.between(source, chunk.after(), chunk.upTo()),
                    " order by " + source.orderBy(""),
                    chunk.fetch(),
                    row -> {
                        rules.check(row);
                        writer.write(row);
                        sums[0]++;
                        sums[1] += RowReader.bytes(row);
                        if (sums[0] % TOLD_EVERY == 0) {
                            progress.tell(name, sums[0], sums[1]);
                        }
                    });
            writer.finish();
        } finally {
            writer.abandon();
        }
        marks.count(name, chunk, sums[0], sums[1]);
        to.connection().commit();
        progress.add(name, sums[0], sums[1]);
    }
}
