package io.nightshift.core.run;

import io.nightshift.core.window.Verdict;
import io.nightshift.core.window.WindowCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds openings of maintenance windows that are long enough; hosts of the same windows share what was found out. */
final class WindowSearch {
    /** How far ahead an opening is looked for that is long enough. */
    private static final Duration SEARCHED = Duration.ofDays(400);

    private final WindowCalendar calendar;
    private final Map<Search, Optional<Instant>> found = new ConcurrentHashMap<>();

    WindowSearch(WindowCalendar calendar) {
        this.calendar = calendar;
    }

    /** A search for an opening. */
    private record Search(List<String> windows, List<String> named, Instant from, Duration needs) {}

    /** @param named windows of the play */
    Optional<Instant> next(String host, List<String> named, Instant from, Duration needs) {
        Search search = new Search(calendar.windowsOf(host), named, from, needs);
        return found.computeIfAbsent(search, asked -> longEnough(host, asked));
    }

    private Optional<Instant> longEnough(String host, Search search) {
        Instant at = search.from();
        while (at.isBefore(search.from().plus(SEARCHED))) {
            Verdict verdict = calendar.at(host, search.named(), at);
            if (verdict instanceof Verdict.Open opened) {
                if (search.needs().compareTo(Duration.between(at, opened.closes())) <= 0) {
                    return Optional.of(at);
                }
                at = opened.closes();
            } else if (verdict instanceof Verdict.Closed closed
                    && closed.opens().isPresent()) {
                at = closed.opens().get();
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
