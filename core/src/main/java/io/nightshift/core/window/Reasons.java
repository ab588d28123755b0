package io.nightshift.core.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words why windows are closed. */
final class Reasons {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    private Reasons() {}

    /** @param asked the windows a play names, empty if it names none */
    static String whyClosed(List<MaintenanceWindow> own, List<MaintenanceWindow> asked, Instant now) {
        return Stream.concat(own.stream(), asked.stream())
                .distinct()
                .filter(window -> window.openings(now, now.plusNanos(1)).isEmpty())
                .map(window -> whyClosed(window, now))
                .collect(Collectors.joining("; "));
    }

    private static String whyClosed(MaintenanceWindow window, Instant now) {
        Optional<Span<Instant>> freeze = window.freezes().at(now);
        if (freeze.isPresent()) {
            return "`" + window.name() + "` is frozen until "
                    + TIME.format(freeze.get().to().atZone(window.zone())) + " by the "
                    + freeze.get().why();
        }
        return nextPlanned(window, now)
                .filter(day -> window.isBlackedOut(day, window.opensOn(day)))
                .map(day -> blackedOut(window, day, now))
                .orElse("`" + window.name() + "` is not open now");
    }

    private static String blackedOut(MaintenanceWindow window, LocalDate day, Instant now) {
        LocalDate moved = window.opensOn(day).atZone(window.zone()).toLocalDate();
        Span<LocalDate> blackout = window.blackouts()
                .at(day)
                .or(() -> window.blackouts().at(moved))
                .orElseThrow(() -> new IllegalStateException("no blackout on " + day));
        boolean wouldBeOpen = !window.opensOn(day).isAfter(now);
        return "`" + window.name() + "` " + (wouldBeOpen ? "did" : "does") + " not open on " + DAY.format(day)
                + " because of the " + blackout.why();
    }

    /** The day of the opening that would be on now or is the next, if there were no blackouts and freezes. */
    private static Optional<LocalDate> nextPlanned(MaintenanceWindow window, Instant now) {
        return window.daysAround(now, now.plus(WindowCalendar.FOLLOWED)).stream()
                .filter(day -> window.opensOn(day).plus(window.duration()).isAfter(now))
                .min(Comparator.naturalOrder());
    }
}
