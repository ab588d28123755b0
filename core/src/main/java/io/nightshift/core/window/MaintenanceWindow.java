package io.nightshift.core.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A time in which hosts may be touched, coming back by its recurrence.
 *
 * <p>It opens at a local time of its zone and stays open for its duration in elapsed time, so that a night in which
 * clocks change neither shortens nor stretches it. A start that a zone leaves out (clocks go forward) means the first
 * instant after the gap; a start that comes twice (clocks go back) means the earlier one.
 *
 * <p>It does not begin on a blackout day. Where a gap moves its beginning into another day, neither day may be one.
 * Freezes are cut out of it: what is left before and after them is open.
 */
public record MaintenanceWindow(
        String name,
        ZoneId zone,
        Recurrence recurrence,
        LocalTime start,
        Duration duration,
        Closing closing,
        Spans<LocalDate> blackouts,
        Spans<Instant> freezes) {
    /** The longest that one opening may last. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** How long before an instant a window that is open then may have had its day: the longest one, a day that a zone left out, and one for the clock. */
    private static final int DAYS_BACK = 9;

    public MaintenanceWindow {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(start, "start");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a window needs a name");
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window is open for up to seven days: " + duration);
        }
    }

    /** When it opens on one of its days, whatever blackouts and freezes say. */
    Instant opensOn(LocalDate day) {
        return LocalTimes.earlier(day.atTime(start), zone);
    }

    /** The days whose opening may lie within a time. */
    List<LocalDate> daysAround(Instant from, Instant until) {
        LocalDate last = until.atZone(zone).toLocalDate().plusDays(1);
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = from.atZone(zone).toLocalDate().minusDays(DAYS_BACK);
                !day.isAfter(last);
                day = day.plusDays(1)) {
            if (recurrence.falls(day)) {
                days.add(day);
            }
        }
        return days;
    }

    /** True if it must not begin on this day of its recurrence, opening at this instant. */
    boolean isBlackedOut(LocalDate day, Instant opens) {
        return !blackouts.isEmpty()
                && (blackouts.at(day).isPresent()
                        || blackouts.at(opens.atZone(zone).toLocalDate()).isPresent());
    }

    /** Every opening that is open at some instant of a time, whole ones, in the order of their days. */
    List<Opening> openings(Instant from, Instant until) {
        List<Opening> found = new ArrayList<>();
        for (LocalDate day : daysAround(from, until)) {
            Instant opens = opensOn(day);
            Instant closes = opens.plus(duration);
            if (!opens.isBefore(until) || !closes.isAfter(from) || isBlackedOut(day, opens)) {
                continue;
            }
            for (Span<Instant> left : freezes.cutOutOf(opens, closes)) {
                if (left.from().isBefore(until) && left.to().isAfter(from)) {
                    found.add(new Opening(left.from(), left.to(), name, closing));
                }
            }
        }
        return found;
    }
}
