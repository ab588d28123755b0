package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.jmespath.Query;
import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Tuple;
import io.nightshift.playbooks.template.python.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters for dictionaries. */
final class MapFilters {
    private MapFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("combine", "*others recursive list_merge", Merging::combine)
                .add("dict2items", "key_name value_name", MapFilters::toItems)
                .add("items2dict", "key_name value_name", MapFilters::fromItems)
                .add("items", "", (value, a, e) -> pairs(map(value, "items")))
                .add("dictsort", "case_sensitive by reverse", MapFilters::sorted)
                .add("extract", "container morekeys", MapFilters::extract)
                .add(
                        "subelements",
                        "subelements skip_missing",
                        (value, a, e) -> subelements(value, a.required("subelements"), a.flag("skip_missing", false)))
                .add("rekey_on_member", "key duplicates", MapFilters::rekey)
                .add(
                        "json_query",
                        "expr",
                        (value, a, e) -> Query.of(a.requiredText("expr")).search(value));
    }

    static Map<?, ?> map(@Nullable Object value, String filter) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new PythonException("`" + filter + "` needs a dictionary, got " + Types.name(value));
    }

    static NewList pairs(Map<?, ?> map) {
        NewList pairs = new NewList(map.size());
        map.forEach((key, item) -> pairs.add(Tuple.of(key, item)));
        return pairs;
    }

    private static Object toItems(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList items = new NewList();
        map(value, "dict2items").forEach((key, item) -> {
            NewMap entry = new NewMap();
            entry.put(arguments.text("key_name", "key"), key);
            entry.put(arguments.text("value_name", "value"), item);
            items.add(entry);
        });
        return items;
    }

    private static Object fromItems(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        if (!(value instanceof List)) {
            throw new PythonException("`items2dict` needs a list, got " + Types.name(value));
        }
        NewMap result = new NewMap();
        String keyName = arguments.text("key_name", "key");
        String valueName = arguments.text("value_name", "value");
        for (Object item : Items.of(value)) {
            Map<?, ?> entry = map(item, "items2dict");
            if (!entry.containsKey(keyName) || !entry.containsKey(valueName)) {
                throw new PythonException(
                        "`items2dict` needs the keys `" + keyName + "` and `" + valueName + "` in every item",
                        "name others with key_name= and value_name=");
            }
            result.put(entry.get(keyName), entry.get(valueName));
        }
        return result;
    }

    private static Object sorted(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String by = arguments.text("by", "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw new PythonException("`dictsort` sorts by 'key' or 'value', not by '" + by + "'");
        }
        boolean caseSensitive = arguments.flag("case_sensitive", false);
        List<@Nullable Object> pairs = new ArrayList<>(pairs(map(value, "dictsort")));
        Comparator<@Nullable Object> order = (x, y) -> Order.compare(
                ListFilters.sortKey(part(x, by), null, caseSensitive, evaluation),
                ListFilters.sortKey(part(y, by), null, caseSensitive, evaluation));
        pairs.sort(arguments.flag("reverse", false) ? order.reversed() : order);
        return new NewList(pairs);
    }

    private static @Nullable Object part(@Nullable Object pair, String by) {
        return Items.of(pair).get(by.equals("key") ? 0 : 1);
    }

    private static @Nullable Object extract(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Object part = Access.subscript(evaluation.place(), arguments.required("container"), value);
        Object more = arguments.get("morekeys");
        for (Object key : more == null ? List.of() : more instanceof List<?> keys ? keys : List.of(more)) {
            part = Access.subscript(evaluation.place(), part, key);
        }
        return part;
    }

    /** Pairs of an element and each item of one of its lists. */
    static NewList subelements(@Nullable Object value, @Nullable Object path, boolean skipMissing) {
        if (!(value instanceof Map) && !(value instanceof List)) {
            throw new PythonException("`subelements` needs a list of dictionaries, got " + Types.name(value));
        }
        List<?> keys =
                path instanceof List<?> list ? list : List.of(Text.of(path).split("\\.", -1));
        NewList pairs = new NewList();
        for (Object element : value instanceof Map<?, ?> map ? map.values() : Items.of(value)) {
            Object part = element;
            for (Object key : keys) {
                Object next = Items.get(map(part, "subelements"), key);
                if (next == Items.MISSING && !skipMissing) {
                    throw new PythonException(
                            "`subelements`: an item has no `" + Text.of(key) + "`",
                            "give skip_missing=True to pass over it");
                }
                part = next;
                if (next == Items.MISSING) {
                    break;
                }
            }
            if (part != Items.MISSING && !(part instanceof List)) {
                throw new PythonException(
                        "`subelements`: `" + Text.of(path) + "` is a " + Types.name(part) + ", not a list");
            }
            for (Object item : part instanceof List<?> list ? list : List.of()) {
                pairs.add(Tuple.of(element, item));
            }
        }
        return pairs;
    }

    private static Object rekey(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        boolean overwrite = arguments.text("duplicates", "error").equals("overwrite");
        NewMap result = new NewMap();
        for (Object item : value instanceof Map<?, ?> map ? map.values() : Items.of(value)) {
            Object key = Items.get(map(item, "rekey_on_member"), arguments.required("key"));
            if (key == Items.MISSING) {
                throw new PythonException("an item has no `" + arguments.text("key", "") + "`");
            }
            if (result.containsKey(key) && !overwrite) {
                throw new PythonException(
                        "two items have the same `" + arguments.text("key", "") + "`: " + Text.of(key),
                        "give duplicates='overwrite' to keep the last");
            }
            result.put(key, item);
        }
        return result;
    }
}
