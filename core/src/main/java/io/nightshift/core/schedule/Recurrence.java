package io.nightshift.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Local times of some days, and the instants they mean in a zone.
 *
 * <p>The rules for days on which the clocks change: a local time that such a day skips means the first instant after the gap; one that
 * comes twice means the earlier instant. Times that come to mean the same instant are one time. So a nightly run happens every night
 * and never twice; a run of every ten minutes pauses for the hour that comes twice.
 */
public final class Recurrence {
    /** February 29th on a given day of the week comes back within forty years, across a skipped leap year. */
    private static final int LONGEST_DAYS = 41 * 366;

    private final DayRule days;
    private final int[] secondsOfDay;

    Recurrence(DayRule days, int[] secondsOfDay) {
        this.days = days;
        this.secondsOfDay = secondsOfDay.clone();
    }

    /** The first instant after another one; empty if it never comes again. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        LocalDate date = local.toLocalDate();
        int first = firstAfter(local);
        for (int i = 0; i < LONGEST_DAYS; i++, date = date.plusDays(1), first = 0) {
            if (!days.on(date)) {
                continue;
            }
            for (int time = first; time < secondsOfDay.length; time++) {
                Instant instant = instant(date, secondsOfDay[time], zone.getRules());
                if (instant.isAfter(after)) {
                    return Optional.of(instant);
                }
            }
        }
        return Optional.empty();
    }

    /** Instants after the first and not after the second argument, oldest first, at most so many. */
    public List<Instant> between(Instant after, Instant until, ZoneId zone, int most) {
        List<Instant> found = new ArrayList<>();
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        LocalDate last = LocalDate.ofInstant(until, zone).plusDays(1);
        int first = firstAfter(local);
        Instant newest = after;
        for (LocalDate date = local.toLocalDate(); !date.isAfter(last); date = date.plusDays(1), first = 0) {
            if (!days.on(date)) {
                continue;
            }
            for (int time = first; time < secondsOfDay.length; time++) {
                Instant instant = instant(date, secondsOfDay[time], zone.getRules());
                if (instant.isAfter(until) || found.size() == most) {
                    return found;
                }
                if (instant.isAfter(newest)) {
                    found.add(instant);
                    newest = instant;
                }
            }
        }
        return found;
    }

    /** Times of a day that are not later by the clock on the wall are never later instants: a gap and an overlap keep their order. */
    private int firstAfter(LocalDateTime local) {
        int place = Arrays.binarySearch(secondsOfDay, local.toLocalTime().toSecondOfDay());
        return place >= 0 ? place + 1 : -place - 1;
    }

    private static Instant instant(LocalDate date, int second, ZoneRules rules) {
        LocalDateTime local = LocalDateTime.of(date, LocalTime.ofSecondOfDay(second));
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(offsets.get(0));
    }
}
