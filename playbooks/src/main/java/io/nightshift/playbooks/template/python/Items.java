package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Iteration, length, subscripts and slices. */
public final class Items {
    /** Stands for "there is nothing under this key", because none is a value. */
    public static final Object MISSING = new Object();

    private Items() {}

    /** What a loop over the value visits: a list's items, a dictionary's keys, a text's characters. */
    public static List<@Nullable Object> of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return cast(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            List<@Nullable Object> characters = new ArrayList<>(text.length());
            text.codePoints().forEach(c -> characters.add(Character.toString(c)));
            return characters;
        }
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        throw new PythonException("a list is needed here, got " + Types.name(value));
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> cast(List<?> list) {
        return (List<@Nullable Object>) list;
    }

    public static boolean isIterable(@Nullable Object value) {
        return value instanceof List || value instanceof Map || value instanceof String;
    }

    public static int length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        throw new PythonException("a " + Types.name(value) + " has no length");
    }

    public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
        return map.containsKey(key) || (plainKey(key) && map.containsKey(Text.of(key)));
    }

    /** The value under a key. YAML maps have text keys only, so a number or boolean finds its text. */
    public static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
        Object value = map.get(key);
        if (value != null || map.containsKey(key)) {
            return value;
        }
        return plainKey(key) && map.containsKey(Text.of(key)) ? map.get(Text.of(key)) : MISSING;
    }

    private static boolean plainKey(@Nullable Object key) {
        return key instanceof Long || key instanceof Boolean || key == null;
    }

    /** {@code value[key]}, or {@link #MISSING}. */
    public static @Nullable Object subscript(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Map<?, ?> map) {
            return get(map, key);
        }
        if (key instanceof Long || key instanceof Boolean) {
            int index = Numbers.index(key);
            if (value instanceof List<?> list) {
                int at = index < 0 ? index + list.size() : index;
                return at >= 0 && at < list.size() ? list.get(at) : MISSING;
            }
            if (value instanceof String text) {
                int at = index < 0 ? index + length(text) : index;
                return at >= 0 && at < length(text) ? characterAt(text, at) : MISSING;
            }
        }
        return MISSING;
    }

    private static String characterAt(String text, int index) {
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }

    /** {@code value[from:to:step]}. */
    public static Object slice(
            @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        if (!(value instanceof String) && !(value instanceof List)) {
            throw new PythonException("a " + Types.name(value) + " cannot be sliced");
        }
        int by = step == null ? 1 : Numbers.index(step);
        if (by == 0) {
            throw new PythonException("slice step cannot be zero");
        }
        List<@Nullable Object> items = of(value);
        int size = items.size();
        int start = from == null ? (by > 0 ? 0 : size - 1) : clamp(Numbers.index(from), size, by);
        int end = to == null ? (by > 0 ? size : -1) : clamp(Numbers.index(to), size, by);
        NewList part = new NewList();
        for (long i = start; by > 0 ? i < end : i > end; i += by) {
            part.add(items.get((int) i));
        }
        if (value instanceof String) {
            StringBuilder text = new StringBuilder();
            part.forEach(text::append);
            return text.toString();
        }
        return value instanceof Tuple ? Tuple.copyOf(part) : part;
    }

    private static int clamp(int index, int size, int step) {
        long at = index < 0 ? (long) index + size : index;
        if (at < 0) {
            return step > 0 ? 0 : -1;
        }
        return (int) Math.min(at, step > 0 ? size : size - 1);
    }
}
