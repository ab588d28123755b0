package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.PythonRandom;
import io.nightshift.playbooks.template.python.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lists as sets, combinations of lists, and choosing by chance. */
final class SetFilters {
    private SetFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("unique", "case_sensitive attribute", SetFilters::unique)
                .add("union", "other", (value, a, e) -> distinct(joined(Items.of(value), others(a))))
                .add("intersect", "other", (value, a, e) -> chosen(Items.of(value), others(a), true))
                .add("difference", "other", (value, a, e) -> chosen(Items.of(value), others(a), false))
                .add(
                        "symmetric_difference",
                        "other",
                        (value, a, e) -> distinct(joined(
                                chosen(Items.of(value), others(a), false), chosen(others(a), Items.of(value), false))))
                .add("zip", "*args", (value, a, e) -> zipped(value, a, false))
                .add("zip_longest", "*args **kwargs", (value, a, e) -> zipped(value, a, true))
                .add("product", "*args **kwargs", SetFilters::product)
                .add("permutations", "r", (value, a, e) -> arranged(Items.of(value), a, true))
                .add("combinations", "r", (value, a, e) -> arranged(Items.of(value), a, false))
                .add("random", "start step seed", SetFilters::random)
                .add("shuffle", "seed", SetFilters::shuffle);
    }

    private static List<@Nullable Object> others(Arguments arguments) {
        return Items.of(arguments.required("other"));
    }

    private static List<@Nullable Object> joined(List<@Nullable Object> a, List<@Nullable Object> b) {
        NewList all = new NewList(a);
        all.addAll(b);
        Bounds.items(all.size());
        return all;
    }

    private static NewList distinct(List<@Nullable Object> items) {
        Set<Object> seen = new HashSet<>();
        NewList kept = new NewList();
        for (Object item : items) {
            if (seen.add(Order.key(item))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static NewList chosen(List<@Nullable Object> items, List<@Nullable Object> others, boolean in) {
        Set<Object> keys = new HashSet<>();
        others.forEach(item -> keys.add(Order.key(item)));
        NewList kept = new NewList();
        for (Object item : items) {
            if (keys.contains(Order.key(item)) == in) {
                kept.add(item);
            }
        }
        return distinct(kept);
    }

    /** Texts that differ in case only count as the same, unless asked otherwise, or unless a list or dictionary is among the items. */
    private static Object unique(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        List<@Nullable Object> items = Items.of(value);
        Object attribute = arguments.get("attribute");
        boolean nested = attribute == null
                && items.stream()
                        .anyMatch(item -> item instanceof Map || (item instanceof List && !(item instanceof Tuple)));
        boolean caseSensitive = nested || arguments.flag("case_sensitive", false);
        Set<Object> seen = new HashSet<>();
        NewList kept = new NewList();
        for (Object item : items) {
            Object part = attribute == null ? item : Access.path(evaluation.place(), item, attribute);
            if (seen.add(
                    !caseSensitive && part instanceof String text ? text.toLowerCase(Locale.ROOT) : Order.key(part))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Object zipped(@Nullable Object value, Arguments arguments, boolean longest) {
        NewList lists = new NewList();
        lists.add(Items.of(value));
        arguments.positional().forEach(list -> lists.add(Items.of(list)));
        int size = longest ? 0 : Integer.MAX_VALUE;
        for (Object list : lists) {
            int length = Items.length(list);
            size = longest ? Math.max(size, length) : Math.min(size, length);
        }
        NewList rows = new NewList();
        for (int i = 0; i < size; i++) {
            NewList row = new NewList();
            for (Object list : lists) {
                row.add(
                        i < Items.length(list)
                                ? Items.of(list).get(i)
                                : arguments.named().get("fillvalue"));
            }
            rows.add(Tuple.copyOf(row));
        }
        return rows;
    }

    private static Object product(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList lists = new NewList();
        lists.add(Items.of(value));
        arguments.positional().forEach(list -> lists.add(Items.of(list)));
        int repeat = Numbers.index(arguments.named().getOrDefault("repeat", 1L));
        Bounds.items((long) lists.size() * repeat);
        NewList all = new NewList();
        for (int i = 0; i < repeat; i++) {
            all.addAll(lists);
        }
        return product(all);
    }

    /** All ways to take one item of each list. */
    static NewList product(List<@Nullable Object> lists) {
        NewList rows = new NewList();
        rows.add(Tuple.of());
        for (Object list : lists) {
            List<@Nullable Object> items = Items.of(list);
            Bounds.items((long) rows.size() * items.size());
            NewList longer = new NewList();
            for (Object row : rows) {
                for (Object item : items) {
                    NewList one = new NewList(Items.of(row));
                    one.add(item);
                    longer.add(Tuple.copyOf(one));
                }
            }
            rows = longer;
        }
        return rows;
    }

    private static Object arranged(List<@Nullable Object> items, Arguments arguments, boolean ordered) {
        if (!ordered) {
            arguments.required("r");
        }
        NewList rows = new NewList();
        arrange(
                items,
                new boolean[items.size()],
                new NewList(),
                arguments.integer("r", items.size()),
                ordered,
                0,
                rows);
        return rows;
    }

    private static void arrange(
            List<@Nullable Object> items,
            boolean[] used,
            NewList row,
            int size,
            boolean ordered,
            int from,
            NewList rows) {
        if (row.size() == size) {
            rows.add(Tuple.copyOf(row));
            Bounds.items((long) rows.size() * Math.max(1, size));
            return;
        }
        for (int i = ordered ? 0 : from; i < items.size() && size <= items.size(); i++) {
            if (!used[i]) {
                used[i] = true;
                row.add(items.get(i));
                arrange(items, used, row, size, ordered, i + 1, rows);
                row.remove(row.size() - 1);
                used[i] = false;
            }
        }
    }

    private static IntUnaryOperator chance(Arguments arguments, Evaluation evaluation) {
        Object seed = arguments.get("seed");
        return seed == null ? evaluation.templates().random()::nextInt : new PythonRandom(seed)::below;
    }

    private static @Nullable Object random(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        IntUnaryOperator below = chance(arguments, evaluation);
        if (value instanceof Long) {
            int start = arguments.integer("start", 0);
            int step = Math.max(1, arguments.integer("step", 1));
            int count = (int) Math.max(0, ((long) Numbers.index(value) - start + step - 1) / step);
            if (count == 0) {
                throw new PythonException("`random` has nothing to choose from");
            }
            return (long) start + (long) step * below.applyAsInt(count);
        }
        List<@Nullable Object> items = Items.of(value);
        if (items.isEmpty()) {
            return Undefined.at(evaluation.place(), "`random` has nothing to choose from", null);
        }
        return items.get(below.applyAsInt(items.size()));
    }

    private static Object shuffle(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList mixed = new NewList(Items.of(value));
        PythonRandom.shuffle(mixed, chance(arguments, evaluation));
        return mixed;
    }
}
