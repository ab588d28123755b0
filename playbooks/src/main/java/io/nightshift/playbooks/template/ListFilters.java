package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Operators;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Tuple;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that look at lists as a whole: order, sums, groups. */
final class ListFilters {
    private ListFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("first", "", (value, a, e) -> end(Items.of(value), e, "first"))
                .add("last", "", (value, a, e) -> end(reversed(Items.of(value)), e, "last"))
                .add("reverse", "", ListFilters::reverse)
                .add("join", "d attribute", ListFilters::join)
                .add("sum", "attribute start", ListFilters::sum)
                .add("min", "case_sensitive attribute", (value, a, e) -> extreme(value, a, e, 1, "min"))
                .add("max", "case_sensitive attribute", (value, a, e) -> extreme(value, a, e, -1, "max"))
                .add("sort", "reverse case_sensitive attribute", ListFilters::sort)
                .add("groupby", "attribute default case_sensitive", ListFilters::groupBy)
                .add("batch", "linecount fill_with", ListFilters::batch)
                .add("slice", "slices fill_with", ListFilters::slice)
                .add("flatten", "levels skip_nulls", (value, a, e) -> {
                    NewList flat = new NewList();
                    flatten(Items.of(value), a.integer("levels", 1_000), a.flag("skip_nulls", true), flat);
                    return flat;
                });
    }

    private static List<@Nullable Object> reversed(List<@Nullable Object> items) {
        List<@Nullable Object> copy = new ArrayList<>(items);
        Collections.reverse(copy);
        return copy;
    }

    static @Nullable Object end(List<@Nullable Object> items, Evaluation evaluation, String which) {
        return items.isEmpty()
                ? Undefined.at(evaluation.place(), "an empty list has no " + which + " item", null)
                : items.get(0);
    }

    private static @Nullable Object reverse(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        return value instanceof String text
                ? new StringBuilder(text).reverse().toString()
                : new NewList(reversed(Items.of(value)));
    }

    private static Object join(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String separator = arguments.text("d", "");
        Object attribute = arguments.get("attribute");
        StringBuilder out = new StringBuilder();
        String before = "";
        for (Object item : Items.of(value)) {
            out.append(before)
                    .append(Text.of(attribute == null ? item : Access.path(evaluation.place(), item, attribute)));
            Bounds.text(out.length());
            before = separator;
        }
        return out.toString();
    }

    private static @Nullable Object sum(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Object sum = arguments.get("start", 0L);
        for (Object item : Items.of(value)) {
            Object part = arguments.hasValue("attribute")
                    ? Access.path(evaluation.place(), item, arguments.get("attribute"))
                    : item;
            sum = Operators.apply("+", sum, part);
        }
        return sum;
    }

    /** What is compared: the item or its attribute, texts without regard to case unless that is asked for. */
    static @Nullable Object sortKey(
            @Nullable Object item, @Nullable Object attribute, boolean caseSensitive, Evaluation evaluation) {
        Object key = attribute == null ? item : Access.path(evaluation.place(), item, attribute);
        if (key instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        return !caseSensitive && key instanceof String text ? text.toLowerCase(Locale.ROOT) : key;
    }

    private static @Nullable Object extreme(
            @Nullable Object value, Arguments arguments, Evaluation evaluation, int sign, String name) {
        List<@Nullable Object> items = Items.of(value);
        boolean caseSensitive = arguments.flag("case_sensitive", false);
        Object attribute = arguments.get("attribute");
        Object best = end(items, evaluation, name + "imum");
        for (Object item : items) {
            int order = Order.compare(
                    sortKey(item, attribute, caseSensitive, evaluation),
                    sortKey(best, attribute, caseSensitive, evaluation));
            best = order * sign < 0 ? item : best;
        }
        return best;
    }

    private static Object sort(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        boolean caseSensitive = arguments.flag("case_sensitive", false);
        Object attribute = arguments.get("attribute");
        List<@Nullable Object> attributes = new ArrayList<>();
        if (attribute instanceof String names) {
            attributes.addAll(List.of(names.split(",", -1)));
        } else {
            attributes.add(attribute);
        }
        record Keyed(@Nullable Object item, List<@Nullable Object> key) {}
        List<Keyed> keyed = new ArrayList<>();
        for (Object item : Items.of(value)) {
            List<@Nullable Object> key = new ArrayList<>();
            attributes.forEach(name -> key.add(sortKey(item, name, caseSensitive, evaluation)));
            keyed.add(new Keyed(item, key));
        }
        Comparator<Keyed> order = (x, y) -> Order.compare(x.key, y.key);
        keyed.sort(arguments.flag("reverse", false) ? order.reversed() : order);
        NewList sorted = new NewList();
        keyed.forEach(each -> sorted.add(each.item));
        return sorted;
    }

    private static Object groupBy(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        boolean caseSensitive = arguments.flag("case_sensitive", false);
        Object attribute = arguments.required("attribute");
        Map<Object, NewList> groups = new LinkedHashMap<>();
        Map<Object, @Nullable Object> names = new LinkedHashMap<>();
        for (Object item : Items.of(value)) {
            Object name = Access.path(evaluation.place(), item, attribute);
            name = name instanceof Undefined && arguments.has("default") ? arguments.get("default") : name;
            Object key =
                    !caseSensitive && name instanceof String text ? text.toLowerCase(Locale.ROOT) : Order.key(name);
            groups.computeIfAbsent(key, unused -> new NewList()).add(item);
            names.putIfAbsent(key, name);
        }
        List<Object> keys = new ArrayList<>(groups.keySet());
        keys.sort((x, y) -> Order.compare(key(names.get(x), caseSensitive), key(names.get(y), caseSensitive)));
        NewList result = new NewList();
        keys.forEach(key -> result.add(Tuple.of(names.get(key), groups.get(key)).named("grouper", "list")));
        return result;
    }

    private static @Nullable Object key(@Nullable Object name, boolean caseSensitive) {
        return !caseSensitive && name instanceof String text ? text.toLowerCase(Locale.ROOT) : name;
    }

    private static Object batch(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        int size = Math.max(1, Numbers.index(arguments.required("linecount")));
        NewList rows = new NewList();
        NewList row = new NewList();
        for (Object item : Items.of(value)) {
            if (row.size() == size) {
                rows.add(row);
                row = new NewList();
            }
            row.add(item);
        }
        if (!row.isEmpty()) {
            Bounds.items(size);
            while (arguments.hasValue("fill_with") && row.size() < size) {
                row.add(arguments.get("fill_with"));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object slice(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        List<@Nullable Object> items = Items.of(value);
        int slices = Numbers.index(arguments.required("slices"));
        if (slices < 1) {
            throw new PythonException("`slice` needs at least 1 slice");
        }
        Bounds.items(slices);
        int each = items.size() / slices;
        int more = items.size() % slices;
        NewList rows = new NewList();
        int from = 0;
        for (int i = 0; i < slices; i++) {
            int to = from + each + (i < more ? 1 : 0);
            NewList row = new NewList(items.subList(from, to));
            if (arguments.hasValue("fill_with") && i >= more && more > 0) {
                row.add(arguments.get("fill_with"));
            }
            rows.add(row);
            from = to;
        }
        return rows;
    }

    static void flatten(List<@Nullable Object> items, int levels, boolean skipNulls, NewList flat) {
        Bounds.items(flat.size());
        for (Object item : items) {
            if (skipNulls && (item == null || "None".equals(item) || "null".equals(item))) {
                continue;
            }
            if (item instanceof List<?> && levels >= 1) {
                flatten(Items.of(item), levels - 1, skipNulls, flat);
            } else {
                flat.add(item);
            }
        }
    }
}
