package io.nightshift.core.window;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the days of a window: {@code daily}, {@code tue}, {@code mon-fri}, {@code second tue}, {@code last fri},
 * {@code 15}, {@code last day}, {@code 2026-12-05}, each maybe followed by {@code +3 days} or {@code -1 day}; beside
 * them months, and every so many weeks.
 */
final class DaysReader {
    private static final Pattern SHIFTED = Pattern.compile("(.+?)\\s*([+-])\\s*(\\d{1,2})\\s*days?");
    private static final Pattern WEEKS =
            Pattern.compile("(\\d{1,2}) weeks? from (\\d{4}-\\d{2}-\\d{2})", Pattern.CASE_INSENSITIVE);
    private static final List<String> NUMBERS = List.of("first", "second", "third", "fourth", "fifth");
    private static final String HINT =
            "days are such as `daily`, `tue`, `mon-fri`, `second tue`, `second tue +3 days`, `last fri`, `15`, "
                    + "`last day` or `2026-12-05`";

    private final Diagnostics problems;
    private final Fields fields;

    DaysReader(Diagnostics problems) {
        this.problems = problems;
        this.fields = new Fields(problems);
    }

    /** Empty if something was wrong, which is reported. */
    Optional<Recurrence> read(@Nullable YamlNode days, @Nullable YamlNode months, @Nullable YamlNode every) {
        List<DayRule> rules = new ArrayList<>();
        boolean good = true;
        for (YamlNode.Scalar text : fields.texts(days, "a day")) {
            Optional<DayRule> rule = shifted(plain(text));
            rule.ifPresent(rules::add);
            if (rule.isEmpty()) {
                good = false;
                problems.error(text, "`" + text.text() + "` is no day of a window", hint(plain(text)));
            }
        }
        if (days == null) {
            rules.addAll(Recurrence.DAILY.rules());
        } else if (days.toValue() == null || days.toValue() instanceof List<?> list && list.isEmpty()) {
            problems.error(days.position(), 1, "a window needs days", HINT);
        }
        Optional<Set<Month>> within = months(months);
        Optional<Recurrence.Weeks> weeks = weeks(every);
        return good && !rules.isEmpty() && within.isPresent() && (every == null || weeks.isPresent())
                ? Optional.of(new Recurrence(rules, within.get(), weeks))
                : Optional.empty();
    }

    private static String plain(YamlNode.Scalar text) {
        return text.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static Optional<DayRule> shifted(String text) {
        Matcher shifted = SHIFTED.matcher(text);
        if (!shifted.matches()) {
            return rule(text);
        }
        int days = Integer.parseInt(shifted.group(2) + shifted.group(3));
        return rule(shifted.group(1)).map(base -> new DayRule.Shifted(base, days));
    }

    private static Optional<DayRule> rule(String text) {
        if (text.equals("daily")) {
            return Recurrence.DAILY.rules().stream().findFirst();
        }
        if (text.equals("last day")) {
            return Optional.of(new DayRule.DayOfMonth(-1));
        }
        if (text.matches("\\d{1,2}")) {
            int number = Integer.parseInt(text);
            return number < 1 || number > 31 ? Optional.empty() : Optional.of(new DayRule.DayOfMonth(number));
        }
        if (text.matches("\\d{4}-.*")) {
            return date(text).map(DayRule.OnDate::new);
        }
        int space = text.indexOf(' ');
        if (space > 0) {
            String number = text.substring(0, space);
            int index = number.equals("last") ? -1 : NUMBERS.indexOf(number) + 1;
            return index == 0
                    ? Optional.empty()
                    : CalendarWords.one(DayOfWeek.class, text.substring(space + 1))
                            .map(day -> new DayRule.NthWeekday(index, day));
        }
        return CalendarWords.range(DayOfWeek.class, text).map(DayRule.Weekdays::new);
    }

    private static String hint(String text) {
        List<String> words = new ArrayList<>(NUMBERS);
        words.addAll(List.of("last", "daily"));
        words.addAll(CalendarWords.of(DayOfWeek.class));
        for (String word : text.split("[ -]", -1)) {
            if (!words.contains(word) && !word.isEmpty()) {
                return DidYouMean.hint(word, words, HINT);
            }
        }
        return HINT;
    }

    private Optional<Set<Month>> months(@Nullable YamlNode node) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        if (node == null) {
            return Optional.of(EnumSet.allOf(Month.class));
        }
        for (YamlNode.Scalar text : fields.texts(node, "a month")) {
            Optional<Set<Month>> found = CalendarWords.range(Month.class, plain(text));
            found.ifPresent(months::addAll);
            if (found.isEmpty()) {
                problems.error(
                        text,
                        "`" + text.text() + "` is no month",
                        DidYouMean.hint(plain(text), CalendarWords.of(Month.class), "write `jan`, or `oct-mar`"));
                return Optional.empty();
            }
        }
        if (months.isEmpty()) {
            problems.error(node.position(), 1, "a window needs months, or no `months:` at all", null);
        }
        return months.isEmpty() ? Optional.empty() : Optional.of(months);
    }

    private Optional<Recurrence.Weeks> weeks(@Nullable YamlNode node) {
        Optional<YamlNode.Scalar> text =
                node == null ? Optional.empty() : fields.text(node, "a text such as `2 weeks from 2026-01-05`");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher weeks = WEEKS.matcher(plain(text.get()));
        Optional<LocalDate> from = weeks.matches() ? date(weeks.group(2)) : Optional.empty();
        if (from.isPresent() && Integer.parseInt(weeks.group(1)) > 0) {
            return Optional.of(new Recurrence.Weeks(Integer.parseInt(weeks.group(1)), from.get()));
        }
        problems.error(
                text.get(),
                "`" + text.get().text() + "` is no number of weeks and a day to begin with",
                "such as `2 weeks from 2026-01-05`: every second week, beginning with that of this day");
        return Optional.empty();
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
