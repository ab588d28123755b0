package io.nightshift.playbooks.template.python;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/** What {@code strptime} has read so far of a text. */
final class TimeParts {
    private final String text;
    private int at;
    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private boolean twelve;
    private boolean afternoon;
    private long epoch = -1;

    TimeParts(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean literal(char c) {
        if (Character.isWhitespace(c)) {
            int before = at;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at > before;
        }
        return at < text.length() && Character.toLowerCase(text.charAt(at++)) == Character.toLowerCase(c);
    }

    boolean field(char letter) {
        switch (letter) {
            case 'Y':
                return (year = number(4, 4)) >= 0;
            case 'y':
                year = number(2, 2);
                year += year < 69 ? 2000 : 1900;
                return year >= 1900;
            case 'm':
                return (month = number(1, 2)) >= 1;
            case 'd', 'e':
                return (day = number(1, 2)) >= 1;
            case 'j':
                return (dayOfYear = number(1, 3)) >= 1;
            case 'H':
                return (hour = number(1, 2)) >= 0;
            case 'I':
                twelve = true;
                return (hour = number(1, 2)) >= 1;
            case 'M':
                return (minute = number(1, 2)) >= 0;
            case 'S':
                return (second = number(1, 2)) >= 0;
            case 'f':
                return fraction();
            case 's':
                return (epoch = number(1, 9)) >= 0;
            case 'p':
                return half();
            case 'b', 'h', 'B':
                return month();
            case 'a', 'A':
                return weekday();
            case 'z':
                return zone();
            case 'Z':
                return word("utc") || word("gmt");
            case '%':
                return literal('%');
            default:
                throw new PythonException("'" + letter + "' is a bad directive in a date format");
        }
    }

    private int number(int least, int most) {
        int start = at;
        while (at < text.length() && at - start < most && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at - start < least ? -1 : Integer.parseInt(text.substring(start, at));
    }

    private boolean fraction() {
        int start = at;
        int value = number(1, 6);
        for (int i = at - start; i < 6; i++) {
            value *= 10;
        }
        micros = value;
        return value >= 0;
    }

    private boolean half() {
        afternoon = word("pm");
        return afternoon || word("am");
    }

    private boolean month() {
        for (Month candidate : Month.values()) {
            if (word(candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    || word(candidate.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))) {
                month = candidate.getValue();
                return true;
            }
        }
        return false;
    }

    private boolean weekday() {
        for (DayOfWeek candidate : DayOfWeek.values()) {
            if (word(candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    || word(candidate.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))) {
                return true;
            }
        }
        return false;
    }

    private boolean zone() {
        if (word("z")) {
            return true;
        }
        boolean signed = literal('+') || text.charAt(at - 1) == '-';
        boolean read = signed && number(2, 2) >= 0;
        if (read && at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        return read && number(2, 2) >= 0;
    }

    private boolean word(String expected) {
        boolean found = text.regionMatches(true, at, expected, 0, expected.length());
        at += found ? expected.length() : 0;
        return found;
    }

    LocalDateTime toDateTime() {
        if (epoch >= 0) {
            return LocalDateTime.ofEpochSecond(epoch, 0, java.time.ZoneOffset.UTC);
        }
        int hours = twelve ? hour % 12 + (afternoon ? 12 : 0) : hour;
        LocalDate date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
        return LocalDateTime.of(date, LocalTime.of(hours, minute, Math.min(second, 59), micros * 1000));
    }
}
