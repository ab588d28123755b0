package io.nightshift.core.schedule;

import io.nightshift.core.schedule.CronField.Item;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cron line. Six or seven fields are Quartz' (seconds, minutes, hours, day of the month, month, day of the week with SUN = 1,
 * year; <a href="https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html">CronTrigger</a>), five are
 * those of a crontab (no seconds, SUN = 0 or 7, either day is enough).
 */
final class CronLine {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final String SHAPE =
            "six fields: second minute hour day-of-month month day-of-week, such as `0 0 22 ? * MON-FRI`; or the five of a crontab";
    private static final int LAST_YEAR = 2299;

    private final List<Item> words = new ArrayList<>();
    private final boolean crontab;
    private final int end;

    private CronLine(String text) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Item(matcher.group(), matcher.start()));
        }
        crontab = words.size() == 5;
        end = text.stripTrailing().length();
    }

    static Recurrence read(String text) {
        return new CronLine(text).read();
    }

    private Recurrence read() {
        if (words.size() < 5) {
            throw CronField.problem(end, 1, "a cron line of " + words.size() + " fields lacks some", SHAPE);
        }
        if (words.size() > 7) {
            Item extra = words.get(7);
            throw CronField.problem(
                    extra.offset(), extra.text().length(), "a cron line has at most seven fields", SHAPE);
        }
        int at = crontab ? 0 : 1;
        BitSet seconds = crontab ? only(0) : plain("seconds", 0, 0, 59);
        BitSet minutes = plain("minutes", at, 0, 59);
        BitSet hours = plain("hours", at + 1, 0, 23);
        CronField dayField = field("day of the month", at + 2, 1, 31, List.of());
        BitSet months = field("month", at + 3, 1, 12, CronField.MONTHS).numbers();
        CronField weekField = field("day of the week", at + 4, crontab ? 0 : 1, 7, CronField.DAYS);
        DayRule.OfMonth ofMonth = dayField.isAny() ? null : ofMonth(dayField);
        DayRule.OfWeek ofWeek = weekField.isAny() ? null : ofWeek(weekField);
        if (ofMonth != null && ofWeek != null && !crontab) {
            throw CronField.problem(
                    weekField.offset(),
                    weekField.text().length(),
                    "a day of the month and a day of the week cannot both be given",
                    "write ? for the one that does not matter");
        }
        BitSet years =
                words.size() == 7 && !words.get(6).text().matches("[*?]") ? plain("year", 6, 1970, LAST_YEAR) : null;
        return new Recurrence(new DayRule(months, ofMonth, ofWeek, years), seconds(hours, minutes, seconds));
    }

    private CronField field(String what, int word, int first, int last, List<String> names) {
        Item item = words.get(word);
        return new CronField(what, item.text(), item.offset(), first, last, names);
    }

    private BitSet plain(String what, int word, int first, int last) {
        return field(what, word, first, last, List.of()).numbers();
    }

    private static BitSet only(int number) {
        BitSet one = new BitSet();
        one.set(number);
        return one;
    }

    static int[] seconds(BitSet hours, BitSet minutes, BitSet seconds) {
        return hours.stream()
                .flatMap(hour -> minutes.stream()
                        .flatMap(minute -> seconds.stream().map(second -> hour * 3600 + minute * 60 + second)))
                .toArray();
    }

    private DayRule.OfMonth ofMonth(CronField field) {
        BitSet days = new BitSet();
        List<Integer> fromEnd = new ArrayList<>();
        List<Integer> nearest = new ArrayList<>();
        boolean lastWorking = false;
        for (Item item : field.items()) {
            String text = item.text().toUpperCase(Locale.ROOT);
            if (text.equals("L")) {
                fromEnd.add(0);
            } else if (text.equals("LW")) {
                lastWorking = true;
            } else if (text.matches("L-\\d{1,2}")) {
                fromEnd.add(Math.min(30, Integer.parseInt(text.substring(2))));
            } else if (text.endsWith("W") && text.length() > 1) {
                nearest.add(field.number(text.substring(0, text.length() - 1), item.offset()));
            } else {
                field.add(item, days::set);
            }
        }
        return new DayRule.OfMonth(days, List.copyOf(fromEnd), List.copyOf(nearest), lastWorking);
    }

    private DayRule.OfWeek ofWeek(CronField field) {
        BitSet days = new BitSet();
        List<DayRule.Numbered> numbered = new ArrayList<>();
        Function<Integer, DayOfWeek> day =
                number -> DayOfWeek.SUNDAY.plus(crontab ? number : number - 1); // SUN is 0 (and 7), or 1
        for (Item item : field.items()) {
            String text = item.text().toUpperCase(Locale.ROOT);
            DayRule.@Nullable Numbered one = numbered(field, item, day);
            if (one != null) {
                numbered.add(one);
            } else if (text.equals("L")) {
                days.set(DayOfWeek.SATURDAY.getValue());
            } else {
                field.add(item, number -> days.set(day.apply(number).getValue()));
            }
        }
        return new DayRule.OfWeek(days, List.copyOf(numbered));
    }

    /** {@code 6L}, {@code FRIL}: the last Friday; {@code TUE#2}: the second Tuesday. */
    private static DayRule.@Nullable Numbered numbered(CronField field, Item item, Function<Integer, DayOfWeek> day) {
        String text = item.text().toUpperCase(Locale.ROOT);
        int hash = text.indexOf('#');
        if (hash > 0) {
            String number = text.substring(hash + 1);
            if (!number.matches("[1-5]")) {
                throw CronField.problem(
                        item.offset() + hash + 1,
                        number.length(),
                        "`" + number + "` is no week of a month",
                        "# wants 1 to 5");
            }
            return new DayRule.Numbered(
                    day.apply(field.number(text.substring(0, hash), item.offset())), Integer.parseInt(number));
        }
        if (text.length() > 1 && text.endsWith("L")) {
            return new DayRule.Numbered(
                    day.apply(field.number(text.substring(0, text.length() - 1), item.offset())), -1);
        }
        return null;
    }
}
