package io.nightshift.playbooks.template.jmespath;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.JsonWriter;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Operators;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of queries. */
final class QueryFunctions {
    private static final Map<String, Integer> COUNTS = Map.ofEntries(
            Map.entry("abs", 1),
            Map.entry("avg", 1),
            Map.entry("ceil", 1),
            Map.entry("contains", 2),
            Map.entry("ends_with", 2),
            Map.entry("floor", 1),
            Map.entry("join", 2),
            Map.entry("keys", 1),
            Map.entry("length", 1),
            Map.entry("map", 2),
            Map.entry("max", 1),
            Map.entry("max_by", 2),
            Map.entry("merge", -1),
            Map.entry("min", 1),
            Map.entry("min_by", 2),
            Map.entry("not_null", -1),
            Map.entry("reverse", 1),
            Map.entry("sort", 1),
            Map.entry("sort_by", 2),
            Map.entry("starts_with", 2),
            Map.entry("sum", 1),
            Map.entry("to_array", 1),
            Map.entry("to_number", 1),
            Map.entry("to_string", 1),
            Map.entry("type", 1),
            Map.entry("values", 1));

    private QueryFunctions() {}

    static Query named(String name, List<Query> arguments) {
        Integer count = COUNTS.get(name);
        if (count == null) {
            throw new PythonException(
                    "a query has no function `" + name + "`",
                    DidYouMean.closest(name, COUNTS.keySet())
                            .map(word -> "did you mean `" + word + "`?")
                            .orElse(null));
        }
        if (count >= 0 ? arguments.size() != count : arguments.isEmpty()) {
            throw new PythonException("the query function `" + name + "` takes " + (count < 0 ? "at least 1" : count)
                    + " arguments, got " + arguments.size());
        }
        return value -> {
            List<@Nullable Object> values = new ArrayList<>();
            arguments.forEach(argument -> values.add(argument.search(value)));
            return call(name, values, values.get(0));
        };
    }

    private static @Nullable Object call(String name, List<@Nullable Object> all, @Nullable Object first) {
        return switch (name) {
            case "abs" -> Numbers.decimal(number(first)) < 0 ? Operators.negate(first) : first;
            case "ceil" -> Numbers.truncate(Math.ceil(Numbers.decimal(number(first))));
            case "floor" -> Numbers.truncate(Math.floor(Numbers.decimal(number(first))));
            case "sum" -> sum(list(first));
            case "avg" ->
                list(first).isEmpty()
                        ? null
                        : (Object) (Numbers.decimal(number(sum(list(first))))
                                / list(first).size());
            case "contains" ->
                first instanceof String text
                        ? (Object) (all.get(1) instanceof String part && text.contains(part))
                        : (Object) Order.contains(list(first), all.get(1));
            case "starts_with" -> text(first).startsWith(text(all.get(1)));
            case "ends_with" -> text(first).endsWith(text(all.get(1)));
            case "join" -> joined(text(first), list(all.get(1)));
            case "keys" -> new NewList(map(first).keySet());
            case "values" -> new NewList(map(first).values());
            case "length" -> (long) Items.length(first);
            case "map" -> mapped(reference(first), list(all.get(1)));
            case "max" -> best(list(first), value -> value, -1);
            case "min" -> best(list(first), value -> value, 1);
            case "max_by" -> best(list(first), reference(all.get(1)), -1);
            case "min_by" -> best(list(first), reference(all.get(1)), 1);
            case "merge" -> merged(all);
            case "not_null" ->
                all.stream().filter(value -> value != null).findFirst().orElse(null);
            case "reverse" ->
                first instanceof String text ? new StringBuilder(text).reverse().toString() : reversed(list(first));
            case "sort" -> sorted(list(first), value -> value);
            case "sort_by" -> sorted(list(first), reference(all.get(1)));
            case "to_array" -> first instanceof List ? first : new NewList(Collections.singletonList(first));
            case "to_number" -> toNumber(first);
            case "to_string" ->
                first instanceof String ? first : new JsonWriter(null, ",", ":", false, true).write(first);
            default -> type(first);
        };
    }

    private static PythonException wrong(String wanted, @Nullable Object value) {
        return new PythonException("a query function needs " + wanted + ", got " + Types.name(value));
    }

    private static Object number(@Nullable Object value) {
        if (value == null || !Numbers.isNumber(value) || value instanceof Boolean) {
            throw wrong("a number", value);
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof String text)) {
            throw wrong("a text", value);
        }
        return text;
    }

    private static List<@Nullable Object> list(@Nullable Object value) {
        if (!(value instanceof List)) {
            throw wrong("a list", value);
        }
        return Items.of(value);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("a dictionary", value);
        }
        return map;
    }

    private static Query reference(@Nullable Object value) {
        if (!(value instanceof Query query)) {
            throw wrong("a reference such as &name", value);
        }
        return query;
    }

    private static @Nullable Object sum(List<@Nullable Object> items) {
        Object sum = 0L;
        for (Object item : items) {
            sum = Operators.apply("+", sum, number(item));
        }
        return sum;
    }

    private static String joined(String separator, List<@Nullable Object> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(item)));
        return String.join(separator, texts);
    }

    private static NewList mapped(Query query, List<@Nullable Object> items) {
        NewList mapped = new NewList();
        items.forEach(item -> mapped.add(query.search(item)));
        return mapped;
    }

    private static NewList reversed(List<@Nullable Object> items) {
        NewList copy = new NewList(items);
        Collections.reverse(copy);
        return copy;
    }

    private static NewList sorted(List<@Nullable Object> items, Query key) {
        NewList copy = new NewList(items);
        copy.sort((x, y) -> Order.compare(key.search(x), key.search(y)));
        return copy;
    }

    private static @Nullable Object best(List<@Nullable Object> items, Query key, int sign) {
        Object best = items.isEmpty() ? null : items.get(0);
        for (Object item : items) {
            best = Order.compare(key.search(item), key.search(best)) * sign < 0 ? item : best;
        }
        return best;
    }

    private static NewMap merged(List<@Nullable Object> maps) {
        NewMap merged = new NewMap();
        maps.forEach(each -> merged.putAll(map(each)));
        return merged;
    }

    private static @Nullable Object toNumber(@Nullable Object value) {
        if (value instanceof String text) {
            Object whole = Numbers.parseInteger(text, 10);
            return whole == null ? Numbers.parseDecimal(text) : whole;
        }
        return value != null && Numbers.isNumber(value) && !(value instanceof Boolean) ? value : null;
    }

    private static String type(@Nullable Object value) {
        return switch (Types.name(value)) {
            case "NoneType" -> "null";
            case "str" -> "string";
            case "bool" -> "boolean";
            case "int", "float" -> "number";
            case "list", "tuple" -> "array";
            case "dict" -> "object";
            default -> Text.of(value);
        };
    }
}
