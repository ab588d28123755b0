package io.nightshift.core.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of windows told another way, slowly: somebody who walks through time minute by minute, looks at the clock on
 * the wall, and opens a window when the clock first shows its time or a later one. Knows nothing of rules of zones.
 */
final class MinuteWalk {
    private final MaintenanceWindow window;
    private final List<LocalRange> freezes;
    private final Instant begin;
    private final LocalDateTime[] shown;

    /** A freeze as it is written. */
    record LocalRange(LocalDateTime from, LocalDateTime to) {}

    /** @param freezes those of the window, as they were written */
    MinuteWalk(MaintenanceWindow window, List<LocalRange> freezes, Instant begin, int minutes) {
        this.window = window;
        this.freezes = freezes;
        this.begin = begin;
        this.shown = new LocalDateTime[minutes];
        for (int i = 0; i < minutes; i++) {
            shown[i] = LocalDateTime.ofInstant(begin.plus(Duration.ofMinutes(i)), window.zone());
        }
    }

    /** For each minute, whether the window is open at its beginning. Only true after the longest duration. */
    boolean[] open() {
        boolean[] open = new boolean[shown.length];
        Set<LocalDate> seen = new HashSet<>();
        int lasts = (int) window.duration().toMinutes();
        for (int i = 0; i < shown.length; i++) {
            // A zone that left out a day shows the day after it at once.
            for (int back = 2; back >= 0; back--) {
                LocalDate day = shown[i].toLocalDate().minusDays(back);
                boolean come = !day.atTime(window.start()).isAfter(shown[i]);
                if (come && seen.add(day) && window.recurrence().falls(day) && !isBlack(day, i)) {
                    for (int j = i; i > 0 && j < Math.min(shown.length, i + lasts); j++) {
                        open[j] = true;
                    }
                }
            }
        }
        freezes.forEach(freeze -> close(open, freeze));
        return open;
    }

    private boolean isBlack(LocalDate day, int minute) {
        return window.blackouts().at(day).isPresent()
                || window.blackouts().at(shown[minute].toLocalDate()).isPresent();
    }

    /** From when the clock first shows its beginning until it shows nothing before its end any more. */
    private void close(boolean[] open, LocalRange freeze) {
        int last = shown.length - 1;
        while (last >= 0 && !shown[last].isBefore(freeze.to())) {
            last--;
        }
        boolean begun = false;
        for (int i = 0; i <= last; i++) {
            begun = begun || !shown[i].isBefore(freeze.from());
            if (begun) {
                open[i] = false;
            }
        }
    }

    Instant at(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }
}
