package io.nightshift.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On which days something happens.
 *
 * @param months 1 to 12
 * @param ofMonth days of the month; null for no rule about them
 * @param ofWeek days of the week; null for no rule about them; where both rules are there, one is enough (crontab's way)
 * @param years null for all
 */
record DayRule(
        BitSet months,
        @Nullable OfMonth ofMonth,
        @Nullable OfWeek ofWeek,
        @Nullable BitSet years) {

    /**
     * Days of a month.
     *
     * @param fromEnd days before the last one, 0 for the last
     * @param nearest the working day nearest to these, within the month
     * @param lastWorkingDay whether the last working day counts
     */
    record OfMonth(BitSet days, List<Integer> fromEnd, List<Integer> nearest, boolean lastWorkingDay) {
        boolean on(LocalDate date) {
            int last = date.lengthOfMonth();
            int day = date.getDayOfMonth();
            return days.get(day)
                    || fromEnd.contains(last - day)
                    || lastWorkingDay && day == working(date.withDayOfMonth(last))
                    || nearest.stream()
                            .anyMatch(wanted -> wanted <= last && day == working(date.withDayOfMonth(wanted)));
        }

        private static int working(LocalDate wanted) {
            int day = wanted.getDayOfMonth();
            return switch (wanted.getDayOfWeek()) {
                case SATURDAY -> day == 1 ? 3 : day - 1;
                case SUNDAY -> day == wanted.lengthOfMonth() ? day - 2 : day + 1;
                default -> day;
            };
        }
    }

    /**
     * Days of a week.
     *
     * @param days 1 (Monday) to 7
     * @param numbered such as the second Tuesday of the month; the number -1 is the last
     */
    record OfWeek(BitSet days, List<Numbered> numbered) {
        boolean on(LocalDate date) {
            return days.get(date.getDayOfWeek().getValue()) || numbered.stream().anyMatch(each -> each.on(date));
        }
    }

    record Numbered(DayOfWeek day, int number) {
        boolean on(LocalDate date) {
            return date.getDayOfWeek() == day
                    && (number < 0
                            ? date.getDayOfMonth() + 7 > date.lengthOfMonth()
                            : (date.getDayOfMonth() - 1) / 7 == number - 1);
        }
    }

    static DayRule everyDay() {
        return new DayRule(allMonths(), null, null, null);
    }

    static DayRule of(OfWeek ofWeek) {
        return new DayRule(allMonths(), null, ofWeek, null);
    }

    private static BitSet allMonths() {
        BitSet all = new BitSet();
        all.set(1, 13);
        return all;
    }

    boolean on(LocalDate date) {
        if (!months.get(date.getMonthValue()) || years != null && !years.get(Math.max(0, date.getYear()))) {
            return false;
        }
        if (ofMonth != null && ofWeek != null) {
            return ofMonth.on(date) || ofWeek.on(date);
        }
        return (ofMonth == null || ofMonth.on(date)) && (ofWeek == null || ofWeek.on(date));
    }
}
