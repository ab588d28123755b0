package io.nightshift.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One shape of a schedule, as it is written and as the calendar of {@code java.time} says it.
 *
 * @param on the days, told by other means than the ones under test
 */
record Shape(Timing timing, Predicate<LocalDate> on, List<LocalTime> at) {
    private static Shape words(String days, String times, Predicate<LocalDate> on) {
        return new Shape(
                Timing.words(days, times),
                on,
                List.of(times.split(",")).stream().map(LocalTime::parse).toList());
    }

    private static Shape cron(String line, Predicate<LocalDate> on, String... at) {
        return new Shape(
                Timing.cron(line),
                on,
                List.of(at).stream().map(LocalTime::parse).toList());
    }

    private static Predicate<LocalDate> day(DayOfWeek... days) {
        return date -> List.of(days).contains(date.getDayOfWeek());
    }

    private static boolean works(LocalDate date) {
        return date.getDayOfWeek().getValue() < 6;
    }

    static List<Shape> thirty() {
        List<Shape> all = new ArrayList<>(List.of(
                words("day", "22:00", date -> true),
                words("day", "01:30", date -> true),
                words("day", "02:30", date -> true),
                words("day", "00:00", date -> true),
                words("day", "23:59", date -> true),
                words("day", "00:30,01:00,01:59,02:00,03:00", date -> true),
                words("weekday", "22:00", Shape::works),
                words("weekday", "02:15", Shape::works),
                words("weekend", "01:45,13:00", date -> !works(date)),
                words("mon,thu", "22:00", day(DayOfWeek.MONDAY, DayOfWeek.THURSDAY)),
                words(
                        "fri-mon",
                        "02:05",
                        date -> date.getDayOfWeek().getValue() >= 5 || date.getDayOfWeek() == DayOfWeek.MONDAY),
                words("sunday", "01:30", day(DayOfWeek.SUNDAY)),
                words("sunday", "02:30", day(DayOfWeek.SUNDAY)),
                words(
                        "second tuesday",
                        "22:00",
                        date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY)))),
                words(
                        "last friday",
                        "20:00",
                        date -> date.equals(date.with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY)))),
                words(
                        "last sunday",
                        "01:30",
                        date -> date.equals(date.with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY)))),
                words("last day", "23:30", date -> date.equals(date.with(TemporalAdjusters.lastDayOfMonth()))),
                cron("0 0 22 ? * MON-FRI", Shape::works, "22:00"),
                cron("0 30 1 * * ?", date -> true, "01:30"),
                cron("15 45 2 * * ?", date -> true, "02:45:15"),
                cron("0 0 3 1 * ?", date -> date.getDayOfMonth() == 1, "03:00"),
                cron("0 0 3 L * ?", date -> date.plusDays(1).getDayOfMonth() == 1, "03:00"),
                cron("0 0 2 31 * ?", date -> date.getDayOfMonth() == 31, "02:00"),
                cron("0 0 2 29 2 ?", date -> date.getDayOfMonth() == 29 && date.getMonthValue() == 2, "02:00"),
                cron(
                        "0 0 4 ? * 1#1",
                        date -> date.getDayOfWeek() == DayOfWeek.SUNDAY && date.getDayOfMonth() <= 7,
                        "04:00"),
                cron(
                        "0 0 1,2,3 ? 3,10,11 SUN",
                        date -> List.of(3, 10, 11).contains(date.getMonthValue())
                                && date.getDayOfWeek() == DayOfWeek.SUNDAY,
                        "01:00",
                        "02:00",
                        "03:00"),
                cron("0 0 0/6 * * ?", date -> true, "00:00", "06:00", "12:00", "18:00"),
                cron("22 0 * * 1-5", Shape::works, "00:22"),
                cron("30 2 * * 0", day(DayOfWeek.SUNDAY), "02:30")));
        all.add(new Shape(
                Timing.cron("0 10 * ? * SAT,SUN"),
                date -> !works(date),
                IntStream.range(0, 24).mapToObj(hour -> LocalTime.of(hour, 10)).toList()));
        return List.copyOf(all);
    }
}
