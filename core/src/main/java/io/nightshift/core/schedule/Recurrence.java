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
        LocalDate date = LocalDate.ofInstant(after, zone).minusDays(1);
        for (int i = 0; i < LONGEST_DAYS; i++, date = date.plusDays(1)) {
            if (days.on(date)) {
                for (int second : secondsOfDay) {
                    Instant instant = instant(date, second, zone.getRules());
                    if (instant.isAfter(after)) {
                        return Optional.of(instant);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Instants after the first and not after the second argument, oldest first, at most so many. */
    public List<Instant> between(Instant after, Instant until, ZoneId zone, int most) {
        List<Instant> found = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(until, zone).plusDays(1);
        Instant newest = after;
        for (LocalDate date = LocalDate.ofInstant(after, zone).minusDays(1);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            if (!days.on(date)) {
                continue;
            }
            for (int second : secondsOfDay) {
                Instant instant = instant(date, second, zone.getRules());
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
