package io.nightshift.core.notify;

import io.nightshift.core.run.RunEvent.WindowClosed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the hosts whose windows close at about the same time. Safe for many threads. */
final class ClosedWindows {
    private final Patience patience;
    private final Map<String, WindowClosed> gathered = new LinkedHashMap<>();
    private @Nullable Duration due;
    private Duration latest = Duration.ZERO;

    ClosedWindows(Patience patience) {
        this.patience = patience;
    }

    /** True for the first of them. */
    synchronized boolean add(WindowClosed closed, Duration now) {
        boolean first = due == null;
        if (first) {
            latest = now.plus(patience.most());
        }
        gathered.put(closed.host(), closed);
        Duration quiet = now.plus(patience.quiet());
        due = quiet.compareTo(latest) < 0 ? quiet : latest;
        return first;
    }

    synchronized Optional<Duration> next() {
        return Optional.ofNullable(due);
    }

    /** Those that are to be told now. */
    synchronized List<WindowClosed> due(Duration now) {
        return due == null || due.compareTo(now) > 0 ? List.of() : rest();
    }

    synchronized List<WindowClosed> rest() {
        List<WindowClosed> all = new ArrayList<>(gathered.values());
        gathered.clear();
        due = null;
        return all;
    }
}
