package io.nightshift.core.sql;

import java.util.Map;
import java.util.TreeMap;

/** Counts what has arrived and tells it to the listener. */
final class Progress {
    private final CopyListener listener;
    private final Map<String, long[]> counts = new TreeMap<>();

    Progress(CopyListener listener) {
        this.listener = listener;
    }

    /** What is known when the work begins: rows and bytes of earlier calls, and how many rows there are about. */
    synchronized void begin(String table, long rows, long bytes, long expected) {
        counts.put(table, new long[] {rows, bytes, expected});
    }

    /** In the midst of a chunk, that may still be taken back. */
    void tell(String table, long rows, long bytes) {
        long[] now = sum(table, rows, bytes, false);
        listener.progress(table, now[0], now[2], now[1]);
    }

    void add(String table, long rows, long bytes) {
        long[] now = sum(table, rows, bytes, true);
        listener.progress(table, now[0], now[2], now[1]);
    }

    private synchronized long[] sum(String table, long rows, long bytes, boolean keep) {
        long[] count = counts.computeIfAbsent(table, any -> new long[] {0, 0, -1});
        long[] now = {count[0] + rows, count[1] + bytes, count[2]};
        if (keep) {
            counts.put(table, now);
        }
        return now;
    }

    synchronized Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        counts.forEach((table, count) -> rows.put(table, count[0]));
        return rows;
    }

    synchronized long bytes() {
        return counts.values().stream().mapToLong(count -> count[1]).sum();
    }
}
