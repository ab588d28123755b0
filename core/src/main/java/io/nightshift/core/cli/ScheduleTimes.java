package io.nightshift.core.cli;

import io.nightshift.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of schedules as people read them: in the schedule's zone, and in UTC. */
final class ScheduleTimes {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneId.of("UTC"));

    private ScheduleTimes() {}

    static String local(Instant instant, ZoneId zone) {
        return LOCAL.format(instant.atZone(zone)).replaceFirst(":00$", "");
    }

    static String utc(Instant instant) {
        return UTC.format(instant).replaceFirst(":00Z$", "Z");
    }

    static String both(Instant instant, ZoneId zone) {
        return local(instant, zone) + " " + zone.getId() + " (" + utc(instant) + ")";
    }

    /** As it would be written: {@code 1h30m}. */
    static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    static String next(Schedule schedule, Instant now) {
        return schedule.next(now)
                .map(next -> "next " + both(next, schedule.zoneId()))
                .orElse("it never comes again");
    }
}
