package io.nightshift.core.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When any of some windows is open. */
final class OpenTimes {
    private static final Comparator<Opening> ORDER =
            Comparator.comparing(Opening::opens).thenComparing(Opening::closes).thenComparing(Opening::window);
    private static final Duration FIRST_LOOK = Duration.ofDays(8);

    private final List<MaintenanceWindow> windows;

    /** Openings that overlap or adjoin, taken as one; the closing rule is that of the one that closes last. */
    record Stretch(Instant opens, Instant closes, Closing closing) {
        static Stretch of(Opening opening) {
            return new Stretch(opening.opens(), opening.closes(), opening.closing());
        }

        Stretch with(Opening next) {
            int order = next.closes().compareTo(closes);
            Closing rule = order == 0 ? closing.or(next.closing()) : order > 0 ? next.closing() : closing;
            return new Stretch(opens, order > 0 ? next.closes() : closes, rule);
        }

        /** Where both are open; the rule is that of the one that closes first. */
        Optional<Stretch> and(Stretch other) {
            Instant begin = opens.isAfter(other.opens) ? opens : other.opens;
            int order = closes.compareTo(other.closes);
            Instant end = order <= 0 ? closes : other.closes;
            Closing rule = order == 0 ? closing.or(other.closing) : order < 0 ? closing : other.closing;
            return begin.isBefore(end) ? Optional.of(new Stretch(begin, end, rule)) : Optional.empty();
        }
    }

    OpenTimes(Collection<MaintenanceWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    /** Every opening that is open at some instant of a time, by its beginning. */
    List<Opening> between(Instant from, Instant until) {
        List<Opening> all = new ArrayList<>();
        windows.forEach(window -> all.addAll(window.openings(from, until)));
        all.sort(ORDER);
        return all;
    }

    /** The openings that are not over yet, the first so many of those within the search. */
    List<Opening> next(Instant from, int count) {
        Instant end = from.plus(WindowCalendar.SEARCHED);
        for (Duration ahead = FIRST_LOOK; ; ahead = ahead.multipliedBy(2)) {
            Instant until = earlier(from.plus(ahead), end);
            List<Opening> found = between(from, until);
            if (found.size() >= count || !until.isBefore(end)) {
                return List.copyOf(found.subList(0, Math.min(count, found.size())));
            }
        }
    }

    /** The stretch that holds an instant, or else the next one. */
    Optional<Stretch> from(Instant at) {
        Instant end = at.plus(WindowCalendar.SEARCHED);
        for (Duration ahead = FIRST_LOOK; ; ahead = ahead.multipliedBy(2)) {
            Instant until = earlier(at.plus(ahead), end);
            Optional<Stretch> first = firstOf(between(at, until));
            if (!until.isBefore(end)) {
                return first.map(it -> followed(it, at));
            }
            if (first.isPresent()) {
                Stretch stretch = followed(first.get(), at);
                if (stretch.closes().isBefore(until)) {
                    return Optional.of(stretch);
                }
            }
        }
    }

    private static Stretch followed(Stretch stretch, Instant at) {
        Instant begin = stretch.opens().isAfter(at) ? stretch.opens() : at;
        Instant farthest = begin.plus(WindowCalendar.FOLLOWED);
        return stretch.closes().isAfter(farthest) ? new Stretch(stretch.opens(), farthest, stretch.closing()) : stretch;
    }

    private static Optional<Stretch> firstOf(List<Opening> openings) {
        Stretch first = null;
        for (Opening opening : openings) {
            if (first == null) {
                first = Stretch.of(opening);
            } else if (opening.opens().isAfter(first.closes())) {
                break;
            } else {
                first = first.with(opening);
            }
        }
        return Optional.ofNullable(first);
    }

    /** The first stretch from an instant on in which both are open. */
    static Optional<Stretch> common(OpenTimes one, OpenTimes other, Instant from) {
        Instant end = from.plus(WindowCalendar.SEARCHED);
        Instant at = from;
        while (at.isBefore(end)) {
            Optional<Stretch> a = one.from(at);
            Optional<Stretch> b = other.from(at);
            if (a.isEmpty() || b.isEmpty()) {
                return Optional.empty();
            }
            Optional<Stretch> both = a.get().and(b.get());
            if (both.isPresent()) {
                return both;
            }
            at = earlier(a.get().closes(), b.get().closes());
        }
        return Optional.empty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
