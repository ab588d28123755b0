package io.nightshift.core.schedule;

import io.nightshift.inventory.yaml.DidYouMean;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads days and times as people say them: {@code weekday}, {@code mon,thu}, {@code second tuesday}; {@code 22:00,06:30}. */
final class CalendarWords {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> NUMBERS = List.of("first", "second", "third", "fourth", "last");
    private static final List<String> KNOWN = List.of(
            "day", "weekday", "weekend", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "first", "second", "third",
            "fourth", "last");
    private static final String SHAPE =
            "say day, weekday, weekend, days such as mon,thu or mon-fri, or such as `second tuesday` or `last day`";
    private static final Pattern PIECE = Pattern.compile("[^,]+");
    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?");

    private CalendarWords() {}

    static DayRule days(String text) {
        BitSet days = new BitSet();
        List<DayRule.Numbered> numbered = new ArrayList<>();
        boolean lastDay = false;
        boolean any = false;
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            String piece = pieces.group().strip().toLowerCase(Locale.ROOT);
            int offset = pieces.start() + pieces.group().indexOf(pieces.group().strip());
            any = true;
            switch (piece) {
                case "day", "daily" -> days.set(1, 8);
                case "weekday", "weekdays", "workday" -> days.set(1, 6);
                case "weekend", "weekends" -> days.set(6, 8);
                case "last day" -> lastDay = true;
                default -> dayOrNumbered(piece, offset, days, numbered);
            }
        }
        if (!any) {
            throw new TimingProblem(0, 1, "no day is named", SHAPE);
        }
        DayRule.OfWeek week = new DayRule.OfWeek(days, List.copyOf(numbered));
        DayRule rule = DayRule.of(week);
        return lastDay
                ? new DayRule(
                        rule.months(),
                        new DayRule.OfMonth(new BitSet(), List.of(0), List.of(), false),
                        days.isEmpty() && numbered.isEmpty() ? null : week,
                        null)
                : rule;
    }

    private static void dayOrNumbered(String piece, int offset, BitSet days, List<DayRule.Numbered> numbered) {
        String[] words = piece.split("\\s+");
        if (words.length == 2) {
            int number = NUMBERS.indexOf(words[0]);
            if (number < 0) {
                throw unknown(words[0], offset);
            }
            DayOfWeek day = day(words[1], offset + piece.lastIndexOf(words[1]));
            numbered.add(new DayRule.Numbered(day, number == 4 ? -1 : number + 1));
        } else if (words.length == 1 && piece.indexOf('-') > 0) {
            int dash = piece.indexOf('-');
            DayOfWeek last = day(piece.substring(dash + 1), offset + dash + 1);
            for (DayOfWeek day = day(piece.substring(0, dash), offset); ; day = day.plus(1)) {
                days.set(day.getValue());
                if (day == last) {
                    return;
                }
            }
        } else if (words.length == 1) {
            days.set(day(piece, offset).getValue());
        } else {
            throw unknown(piece, offset);
        }
    }

    private static DayOfWeek day(String word, int offset) {
        for (int i = 0; i < DAYS.size(); i++) {
            String whole = DayOfWeek.of(i + 1).name().toLowerCase(Locale.ROOT);
            if (word.equals(DAYS.get(i)) || word.equals(whole) || word.equals(whole + "s")) {
                return DayOfWeek.of(i + 1);
            }
        }
        throw unknown(word, offset);
    }

    private static TimingProblem unknown(String word, int offset) {
        return new TimingProblem(
                offset, word.length(), "`" + word + "` is no day", DidYouMean.hint(word, KNOWN, SHAPE));
    }

    /** Seconds of the day, ordered. */
    static int[] times(@Nullable String text) {
        TreeSet<Integer> seconds = new TreeSet<>();
        Matcher pieces = PIECE.matcher(text == null ? "" : text);
        while (pieces.find()) {
            String piece = pieces.group().strip();
            Matcher time = TIME.matcher(piece);
            if (!time.matches()) {
                throw new TimingProblem(
                        pieces.start() + pieces.group().indexOf(piece),
                        piece.length(),
                        "`" + piece + "` is no time of day",
                        "write it as 22:00, several as 06:00,22:00");
            }
            String second = time.group(3);
            seconds.add(Integer.parseInt(time.group(1)) * 3600
                    + Integer.parseInt(time.group(2)) * 60
                    + (second == null ? 0 : Integer.parseInt(second)));
        }
        if (seconds.isEmpty()) {
            throw new TimingProblem(0, 1, "no time of day is named", "write it as 22:00");
        }
        return seconds.stream().mapToInt(Integer::intValue).toArray();
    }
}
