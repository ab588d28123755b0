package io.nightshift.core.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One field of a cron line: numbers, names, ranges and steps between two limits.
 *
 * @param offset of the field in the line
 * @param names of the numbers from {@code first} on; empty for none
 */
record CronField(String what, String text, int offset, int first, int last, List<String> names) {
    static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** A piece between two commas. */
    record Item(String text, int offset) {}

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        int at = 0;
        for (String each : text.split(",", -1)) {
            items.add(new Item(each, offset + at));
            at += each.length() + 1;
        }
        return items;
    }

    boolean isAny() {
        return text.equals("*") || text.equals("?");
    }

    /** The numbers of the field. */
    BitSet numbers() {
        BitSet numbers = new BitSet();
        items().forEach(item -> add(item, numbers::set));
        return numbers;
    }

    /** The numbers of one item: {@code *}, {@code 5}, {@code 5-9}, {@code 22-4}, any of them with a step. */
    void add(Item item, Consumer<Integer> numbers) {
        String range = item.text();
        int step = 1;
        int slash = range.indexOf('/');
        if (slash >= 0) {
            String steps = range.substring(slash + 1);
            step = steps.matches("\\d{1,4}") ? Integer.parseInt(steps) : 0;
            if (step < 1 || step > last - first + 1) {
                throw problem(
                        item.offset() + slash + 1,
                        steps.length(),
                        "`" + steps + "` is no step for the " + what,
                        "a step is a number from 1 to " + (last - first + 1));
            }
            range = range.substring(0, slash);
        }
        int from = first;
        int to = last;
        if (!range.equals("*") && !(slash >= 0 && range.isEmpty())) {
            int dash = range.indexOf('-', 1);
            from = number(dash < 0 ? range : range.substring(0, dash), item.offset());
            to = dash >= 0 ? number(range.substring(dash + 1), item.offset() + dash + 1) : slash >= 0 ? last : from;
        }
        int size = last - first + 1;
        int span = to >= from ? to - from : to + size - from; // FRI-MON and 22-4 go round
        for (int i = 0; i <= span; i += step) {
            numbers.accept(first + (from - first + i) % size);
        }
    }

    /** A number or a name within the limits. */
    int number(String word, int at) {
        int named = names.indexOf(word.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return first + named;
        }
        if (!word.matches("\\d{1,4}")) {
            throw problem(at, word.length(), "`" + word + "` is nothing for the " + what, limits());
        }
        int number = Integer.parseInt(word);
        if (number < first || number > last) {
            throw problem(at, word.length(), "`" + word + "` is out of the range of the " + what, limits());
        }
        return number;
    }

    private String limits() {
        return "the " + what + " goes from " + first + " to " + last
                + (names.isEmpty() ? "" : ", or " + names.get(0) + " to " + names.get(names.size() - 1));
    }

    static TimingProblem problem(
            int offset, int length, String message, @org.jspecify.annotations.Nullable String hint) {
        return new TimingProblem(offset, length, message, hint);
    }
}
