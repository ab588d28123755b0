package io.nightshift.playbooks.template.python;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** {@code strftime} and {@code strptime} in the C locale; the letters are those of Python's time module. */
public final class TimeFormat {
    private TimeFormat() {}

    public static String format(String pattern, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                out.append(c);
                continue;
            }
            char letter = pattern.charAt(++i);
            boolean bare = letter == '-' && i + 1 < pattern.length();
            String field = field(bare ? pattern.charAt(++i) : letter, time);
            out.append(bare ? field.replaceFirst("^[0 ]+(?=.)", "") : field);
        }
        return out.toString();
    }

    private static String field(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'C' -> two(time.getYear() / 100);
            case 'd' -> two(time.getDayOfMonth());
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'f' -> String.format("%06d", time.getNano() / 1000);
            case 'F' -> format("%Y-%m-%d", time);
            case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> two(time.getHour());
            case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'j' -> String.format("%03d", time.getDayOfYear());
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 'n' -> "\n";
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'r' -> format("%I:%M:%S %p", time);
            case 'R' -> format("%H:%M", time);
            case 's' -> String.valueOf(time.toEpochSecond());
            case 'S' -> two(time.getSecond());
            case 't' -> "\t";
            case 'T', 'X' -> format("%H:%M:%S", time);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'U' -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'W' -> two((time.getDayOfYear() + 6 - (time.getDayOfWeek().getValue() + 6) % 7) / 7);
            case 'y' -> two(time.getYear() % 100);
            case 'Y' -> String.valueOf(time.getYear());
            case 'z' -> time.getOffset().getId().replace(":", "").replace("Z", "+0000");
            case 'Z' ->
                time.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).replaceAll("^Z$", "UTC");
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }

    /** Reads a text by a pattern; parts that are not given are those of 1 January 1900, midnight. */
    public static LocalDateTime parse(String text, String pattern) {
        TimeParts parts = new TimeParts(text);
        String expanded = pattern.replace("%T", "%H:%M:%S")
                .replace("%D", "%m/%d/%y")
                .replace("%F", "%Y-%m-%d")
                .replace("%R", "%H:%M");
        for (int i = 0; i < expanded.length(); i++) {
            char c = expanded.charAt(i);
            boolean read = c == '%' && i + 1 < expanded.length() ? parts.field(expanded.charAt(++i)) : parts.literal(c);
            if (!read) {
                throw new PythonException("the text '" + text + "' does not match the format '" + pattern + "'");
            }
        }
        if (!parts.atEnd()) {
            throw new PythonException("the text '" + text + "' is longer than the format '" + pattern + "'");
        }
        try {
            return parts.toDateTime();
        } catch (DateTimeException impossible) {
            throw new PythonException("there is no such date: '" + text + "'");
        }
    }
}
