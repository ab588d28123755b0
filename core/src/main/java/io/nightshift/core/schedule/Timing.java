package io.nightshift.core.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due, as it was written: a cron line, or days and times of day.
 *
 * @param text the cron line, or the days
 * @param at the times of day; null for a cron line
 */
public record Timing(Kind kind, String text, @Nullable String at) {
    /** How it was written. */
    public enum Kind {
        CRON,
        WORDS
    }

    public static Timing cron(String line) {
        return new Timing(Kind.CRON, line, null);
    }

    public static Timing words(String days, String times) {
        return new Timing(Kind.WORDS, days, times);
    }

    /**
     * The days and times that the text means.
     *
     * @throws TimingProblem about the text, with an offset in whichever part is wrong; see {@link #checkDays} and {@link #checkTimes}
     */
    public Recurrence recurrence() {
        return kind == Kind.CRON
                ? CronLine.read(text)
                : new Recurrence(CalendarWords.days(text), CalendarWords.times(at));
    }

    /**
     * Looks whether the times of day mean something.
     *
     * @throws TimingProblem about the times of day, with an offset in {@link #at}
     */
    public void checkTimes() {
        if (kind == Kind.WORDS) {
            CalendarWords.times(at);
        }
    }

    /**
     * Looks whether the days, or the cron line, mean something.
     *
     * @throws TimingProblem about the days or the cron line, with an offset in {@link #text}
     */
    public void checkDays() {
        if (kind == Kind.WORDS) {
            CalendarWords.days(text);
        } else {
            CronLine.read(text);
        }
    }

    @Override
    public String toString() {
        return kind == Kind.CRON ? "cron " + text : "every " + text.toLowerCase(Locale.ROOT) + " at " + at;
    }
}
