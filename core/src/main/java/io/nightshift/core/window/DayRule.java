package io.nightshift.core.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Days that a window begins on, before months and weeks are looked at. */
public sealed interface DayRule {

    boolean falls(LocalDate day);

    /** Days of the week, every week. */
    record Weekdays(Set<DayOfWeek> days) implements DayRule {
        public Weekdays {
            days = Set.copyOf(days);
        }

        @Override
        public boolean falls(LocalDate day) {
            return days.contains(day.getDayOfWeek());
        }
    }

    /**
     * A weekday once a month, such as the second Tuesday.
     *
     * @param number 1 to 5, or -1 for the last one; a month without a fifth one has none
     */
    record NthWeekday(int number, DayOfWeek day) implements DayRule {
        public NthWeekday {
            if (number != -1 && (number < 1 || number > 5)) {
                throw new IllegalArgumentException("1 to 5, or -1 for the last: " + number);
            }
        }

        @Override
        public boolean falls(LocalDate date) {
            if (date.getDayOfWeek() != day) {
                return false;
            }
            return number == -1
                    ? date.getDayOfMonth() + 7 > date.lengthOfMonth()
                    : (date.getDayOfMonth() - 1) / 7 + 1 == number;
        }
    }

    /**
     * A day of the month by its number.
     *
     * @param number 1 to 31, or -1 for the last day; a month without that day has none
     */
    record DayOfMonth(int number) implements DayRule {
        public DayOfMonth {
            if (number != -1 && (number < 1 || number > 31)) {
                throw new IllegalArgumentException("1 to 31, or -1 for the last: " + number);
            }
        }

        @Override
        public boolean falls(LocalDate day) {
            return day.getDayOfMonth() == (number == -1 ? day.lengthOfMonth() : number);
        }
    }

    /** One date. */
    record OnDate(LocalDate date) implements DayRule {
        @Override
        public boolean falls(LocalDate day) {
            return day.equals(date);
        }
    }

    /** So many days after (or before) the days of another rule, such as the Friday after the second Tuesday. */
    record Shifted(DayRule base, int days) implements DayRule {
        @Override
        public boolean falls(LocalDate day) {
            return base.falls(day.minusDays(days));
        }
    }
}
