package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares one table at both ends, part by part. Parts are ranges of the key where both databases order it in the same way, else
 * buckets of the key's hash. Checksums are only a hint where to look; rows decide.
 */
final class TableComparer {
    /** Rows of one part; a part that differs is fetched. */
    static final int PART_ROWS = 50_000;

    /** Rows of the parts that such a one is narrowed down to first. */
    private static final int NARROW_ROWS = 2000;

    private final Ends ends;
    private final Pair pair;
    private final CopyListener listener;
    private final long expected;
    final long[] counts = new long[2];
    long fetched;

    /** Hears what differs in one part. It may be called again for the same part after a lost connection. */
    @FunctionalInterface
    interface Finder {
        void found(Side source, Side target, Differences differences) throws SQLException;
    }

    TableComparer(Ends ends, Pair pair, CopyListener listener, long expected) {
        this.ends = ends;
        this.pair = pair;
        this.listener = listener;
        this.expected = expected;
    }

    void compare(Finder finder) {
        boolean[] can = doing((source, target) -> new boolean[] {
            pair.ordersAlike(source.words(), target.words()),
            source.words().hashes() && target.words().hashes()
        });
        if (can[0]) {
            ranges(can[1], finder);
        } else if (can[1]) {
            buckets(finder);
        } else {
            passes(finder);
        }
    }

    private interface Step<T> {
        T with(Side source, Side target) throws SQLException;
    }

    private <T> T doing(Step<T> step) {
        return ends.doing(
                "The table " + pair.target().title() + " cannot be compared",
                (from, to) -> step.with(pair.source(from), pair.target(to)));
    }

    private void told() {
        listener.progress(pair.target().name(), counts[0], expected, 0);
    }

    private void ranges(boolean hashes, Finder finder) {
        List<String> after = null;
        boolean more = true;
        while (more) {
            List<String> from = after;
            Optional<Chunk> chunk = doing((source, target) -> ChunkPlanner.next(source, from, null, 0, PART_ROWS));
            List<String> upTo = chunk.map(Chunk::upTo).orElse(null);
            long[] rows = doing((source, target) ->
                    range(source, target, from, upTo, chunk.map(Chunk::fetch).orElse(1), hashes, finder));
            add(rows);
            told();
            after = upTo;
            more = chunk.isPresent();
        }
    }

    private static long[] range(
            Side source,
            Side target,
            @Nullable List<String> after,
            @Nullable List<String> upTo,
            int fetch,
            boolean hashes,
            Finder finder)
            throws SQLException {
        Predicate here = Predicate.between(source, after, upTo);
        Predicate there = Predicate.between(target, after, upTo);
        if (hashes) {
            List<Checksum> sums = Checksum.both(() -> Checksum.of(source, here), () -> Checksum.of(target, there));
            if (sums.get(0).equals(sums.get(1))) {
                return new long[] {sums.get(0).rows(), sums.get(1).rows()};
            }
            if (sums.get(0).rows() > NARROW_ROWS) {
                return narrowed(source, target, after, upTo, finder);
            }
        }
        long[] rows = new long[3];
        Differences differences = new RowComparison(source, target, fetch).of(here, there, any -> true, rows);
        rows[2] = rows[0];
        if (!differences.isEmpty()) {
            finder.found(source, target, differences);
        }
        return rows;
    }

    /** The same in smaller parts, so that few rows travel for one that differs. */
    private static long[] narrowed(
            Side source, Side target, @Nullable List<String> after, @Nullable List<String> upTo, Finder finder)
            throws SQLException {
        long[] rows = new long[3];
        List<String> from = after;
        while (true) {
            Optional<Chunk> chunk = ChunkPlanner.next(source, from, upTo, 0, NARROW_ROWS);
            List<String> to = chunk.map(Chunk::upTo).orElse(upTo);
            long[] part =
                    range(source, target, from, to, chunk.map(Chunk::fetch).orElse(1), true, finder);
            for (int n = 0; n < part.length; n++) {
                rows[n] += part[n];
            }
            if (chunk.isEmpty()) {
                return rows;
            }
            from = to;
        }
    }

    private void buckets(Finder finder) {
        int digits = expected > 10_000_000 ? 4 : 3;
        List<Map<String, Checksum>> sums = doing((source, target) ->
                Checksum.both(() -> Checksum.buckets(source, digits), () -> Checksum.buckets(target, digits)));
        Map<String, Long> differing = new TreeMap<>();
        TreeSet<String> all = new TreeSet<>(sums.get(0).keySet());
        all.addAll(sums.get(1).keySet());
        for (String bucket : all) {
            Checksum here = sums.get(0).getOrDefault(bucket, Checksum.NOTHING);
            Checksum there = sums.get(1).getOrDefault(bucket, Checksum.NOTHING);
            if (here.equals(there)) {
                add(new long[] {here.rows(), there.rows()});
            } else {
                differing.put(bucket, Math.max(here.rows(), there.rows()));
            }
        }
        told();
        List<String> together = new ArrayList<>();
        long rows = 0;
        for (Map.Entry<String, Long> bucket : differing.entrySet()) {
            if (!together.isEmpty() && rows + bucket.getValue() > PART_ROWS) {
                fetch(together, digits, finder);
                together.clear();
                rows = 0;
            }
            together.add(bucket.getKey());
            rows += bucket.getValue();
        }
        if (!together.isEmpty()) {
            fetch(together, digits, finder);
        }
    }

    private void fetch(List<String> buckets, int digits, Finder finder) {
        add(doing((source, target) -> {
            long[] rows = new long[3];
            Differences differences = new RowComparison(source, target, ChunkPlanner.carefulFetch(source))
                    .of(within(source, buckets, digits), within(target, buckets, digits), any -> true, rows);
            rows[2] = rows[0];
            if (!differences.isEmpty()) {
                finder.found(source, target, differences);
            }
            return rows;
        }));
        told();
    }

    private static Predicate within(Side side, List<String> buckets, int digits) {
        return new Predicate(Checksum.bucket(side, digits) + " in ('" + String.join("', '", buckets) + "')", List.of());
    }

    /** Neither orders nor checksums can be relied on: as many passes over the table as keep the memory flat. */
    private void passes(Finder finder) {
        int passes = (int) Math.max(1, (expected + PART_ROWS - 1) / (4L * PART_ROWS) + 1);
        for (int pass = 0; pass < passes; pass++) {
            int now = pass;
            add(doing((source, target) -> {
                long[] rows = new long[3];
                Differences differences = new RowComparison(source, target, ChunkPlanner.carefulFetch(source))
                        .of(Predicate.ALL, Predicate.ALL, key -> Math.floorMod(key.hashCode(), passes) == now, rows);
                rows[2] = rows[0];
                if (!differences.isEmpty()) {
                    finder.found(source, target, differences);
                }
                return rows;
            }));
            told();
        }
    }

    private void add(long[] rows) {
        counts[0] += rows[0];
        counts[1] += rows[1];
        fetched += rows.length > 2 ? rows[2] : 0;
    }
}
