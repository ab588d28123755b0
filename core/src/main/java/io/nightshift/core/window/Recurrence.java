package io.nightshift.core.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The local days that a window begins on: those of any rule, within the months, in every so many weeks.
 *
 * @param months where a rule counts days from another day on, the month of that other day
 * @param weeks empty for every week
 */
public record Recurrence(List<DayRule> rules, Set<Month> months, Optional<Weeks> weeks) {
    /** Every day of the year. */
    public static final Recurrence DAILY = new Recurrence(
            List.of(new DayRule.Weekdays(EnumSet.allOf(DayOfWeek.class))),
            EnumSet.allOf(Month.class),
            Optional.empty());

    public Recurrence {
        rules = List.copyOf(rules);
        months = Set.copyOf(months);
        if (rules.isEmpty() || months.isEmpty()) {
            throw new IllegalArgumentException("a window needs days and months");
        }
    }

    /** Every so many weeks, beginning with the week (from Monday) of a date; no week before it. */
    public record Weeks(int every, LocalDate from) {
        public Weeks {
            if (every < 1) {
                throw new IllegalArgumentException("every so many weeks: " + every);
            }
            from = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && ChronoUnit.WEEKS.between(from, day) % every == 0;
        }
    }

    /** True if a window begins on this day. */
    public boolean falls(LocalDate day) {
        return rules.stream().anyMatch(rule -> rule.falls(day) && counts(base(rule, day)));
    }

    private static LocalDate base(DayRule rule, LocalDate day) {
        return rule instanceof DayRule.Shifted shifted ? base(shifted.base(), day.minusDays(shifted.days())) : day;
    }

    private boolean counts(LocalDate day) {
        return months.contains(day.getMonth()) && weeks.map(it -> it.holds(day)).orElse(true);
    }
}
