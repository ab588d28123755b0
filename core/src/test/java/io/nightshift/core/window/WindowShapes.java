package io.nightshift.core.window;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Windows of every shape in zones with every kind of clock change, chosen by a seed. */
final class WindowShapes {
    static final List<String> ZONES = List.of(
            "Europe/London",
            "Europe/Berlin",
            "Europe/Lisbon",
            "Europe/Dublin",
            "Europe/Istanbul",
            "Europe/Kyiv",
            "Europe/Moscow",
            "Europe/Chisinau",
            "Atlantic/Azores",
            "Africa/Casablanca",
            "Africa/El_Aaiun",
            "Africa/Cairo",
            "Africa/Lagos",
            "Africa/Johannesburg",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Tehran",
            "Asia/Gaza",
            "Asia/Jerusalem",
            "Asia/Beirut",
            "Asia/Amman",
            "Asia/Tokyo",
            "Asia/Shanghai",
            "Asia/Pyongyang",
            "Australia/Lord_Howe",
            "Australia/Sydney",
            "Australia/Adelaide",
            "Australia/Eucla",
            "Pacific/Apia",
            "Pacific/Auckland",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
            "America/New_York",
            "America/St_Johns",
            "America/Havana",
            "America/Nuuk",
            "America/Sao_Paulo",
            "America/Santiago",
            "America/Caracas",
            "UTC");
    private static final List<String> DAYS = List.of(
            "daily",
            "daily",
            "daily",
            "daily",
            "mon-fri",
            "[sat, sun]",
            "second tue",
            "second tue +3 days",
            "[first sat, third sat]",
            "last fri",
            "last day",
            "[1, 15]",
            "last day +1 day",
            "sun, months: [mar, apr, sep-nov]",
            "wed, every: 2 weeks from 2008-01-01",
            "[sat, sun, 30, 31]");
    private static final List<String> STARTS =
            List.of("00:00", "00:30", "01:00", "01:30", "02:00", "02:15", "03:00", "12:00", "22:00", "23:30", "23:59");
    private static final List<String> DURATIONS =
            List.of("1m", "30m", "1h", "3h", "8h", "23h", "1d", "1d1h", "3d", "7d");
    private static final List<String> CLOSINGS = List.of("finish", "park", "undo");

    /** @param freezes as they are written */
    record Shape(MaintenanceWindow window, List<MinuteWalk.LocalRange> freezes) {}

    private WindowShapes() {}

    /** @param near blackouts and freezes lie around this day */
    static Shape any(Random random, String name, String zone, LocalDate near) {
        List<String> blackouts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate first = near.plusDays(random.nextInt(40) - 20);
            blackouts.add(first + ".." + first.plusDays(random.nextInt(3)));
        }
        List<MinuteWalk.LocalRange> freezes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            LocalDateTime from = near.plusDays(random.nextInt(6) - 3).atTime(start(random, zone, near));
            LocalDateTime to = near.plusDays(random.nextInt(6) - 2).atTime(start(random, zone, near));
            if (from.plusHours(2).isBefore(to)) {
                freezes.add(new MinuteWalk.LocalRange(from, to));
            }
        }
        String text = "zone: " + zone + ", days: " + one(random, DAYS) + ", start: \"" + start(random, zone, near)
                + "\", duration: " + one(random, DURATIONS) + ", closing: " + one(random, CLOSINGS) + ", blackout: ["
                + String.join(", ", blackouts) + "], freeze: ["
                + freezes.stream().map(it -> it.from() + ".." + it.to()).collect(Collectors.joining(", ")) + "]";
        return new Shape(AWindow.named(name, text), freezes);
    }

    /** A day on which the zone changes its clocks within ten years; any day where it never does. */
    static LocalDate changeWithin(Random random, String zone, int firstYear) {
        ZoneId id = ZoneId.of(zone);
        LocalDate from = LocalDate.of(firstYear, 1, 1);
        LocalDate day = from.plusDays(random.nextInt(365 * 9));
        var next = id.getRules().nextTransition(day.atStartOfDay(id).toInstant());
        return next == null
                        || next.getInstant()
                                .isAfter(from.plusYears(10).atStartOfDay(id).toInstant())
                ? day
                : next.getInstant().atZone(id).toLocalDate();
    }

    /** Any time of the day, half of them near the one at which clocks change. */
    private static LocalTime start(Random random, String zone, LocalDate near) {
        ZoneId id = ZoneId.of(zone);
        var change =
                id.getRules().nextTransition(near.atStartOfDay(id).toInstant().minusSeconds(1));
        return change == null || random.nextBoolean()
                ? LocalTime.parse(one(random, STARTS))
                : change.getDateTimeBefore().toLocalTime().plusMinutes(random.nextInt(140) - 70);
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
