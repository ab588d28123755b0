package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way of values into expressions and out of them. */
final class Results {
    private Results() {}

    /** Fails for undefined values, at any depth that can be seen without rendering more. */
    static @Nullable Object readable(@Nullable Object value) {
        if (value instanceof Undefined undefined && !undefined.isEmpty()) {
            throw undefined.whenRead();
        }
        return value;
    }

    static @Nullable Object view(@Nullable Object value, Templates templates, Scope scope) {
        if (value instanceof LazyMap || value instanceof LazyList || value instanceof String) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? map : new LazyMap(map, templates, scope);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? list : new LazyList(list, templates, scope);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    /** Plain lists and maps, all sources rendered, dates as text. */
    static @Nullable Object plain(@Nullable Object value) {
        return plain(value, 0);
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        Bounds.depth(depth);
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(Text.of(key), plain(item, depth + 1)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(plain(item, depth + 1)));
            return copy;
        }
        readable(value);
        if (value instanceof Source
                || value instanceof Callable
                || (value instanceof Attributes && value instanceof Namespace)) {
            throw new PythonException("the result is a " + Types.name(value) + ", not a value", "add `()` to call it");
        }
        if (value instanceof Undefined) {
            return "";
        }
        return value instanceof Attributes ? value.toString() : value;
    }

    /** The end of a source keeps as many newlines as it was written with, except when the value is not text. */
    static String withTrailingNewlines(String result, String source) {
        int missing = newlinesAtEnd(source) - newlinesAtEnd(result);
        return missing > 0 ? result + "\n".repeat(missing) : result;
    }

    private static int newlinesAtEnd(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(text.length() - 1 - count) == '\n') {
            count++;
        }
        return count;
    }

    static List<String> unknown(References references, Set<String> filters, Set<String> tests, Set<String> lookups) {
        List<String> unknown = new ArrayList<>();
        references.filters().stream()
                .filter(name -> !filters.contains(name))
                .forEach(name -> unknown.add("filter " + name));
        references.tests().stream().filter(name -> !tests.contains(name)).forEach(name -> unknown.add("test " + name));
        references.lookups().stream()
                .filter(name -> !lookups.contains(name))
                .forEach(name -> unknown.add("lookup " + name));
        return unknown;
    }
}
