package io.nightshift.playbooks.template.python;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods that texts, lists and dictionaries have in a template. */
public final class Methods {
    private static final Set<String> CHANGING_LIST =
            Set.of("append", "extend", "insert", "remove", "pop", "clear", "reverse", "sort");
    private static final Set<String> CHANGING_MAP =
            Set.of("update", "pop", "popitem", "setdefault", "clear", "__setitem__");

    private Methods() {}

    public static boolean has(@Nullable Object value, String name) {
        if (value instanceof String) {
            return StringMethods.NAMES.contains(name);
        }
        if (value instanceof Map) {
            return MapMethods.NAMES.contains(name);
        }
        if (value instanceof List) {
            return value instanceof Tuple
                    ? name.equals("count") || name.equals("index")
                    : ListMethods.NAMES.contains(name);
        }
        return false;
    }

    /** True when the method changes the value it is called on. */
    public static boolean changes(@Nullable Object value, String name) {
        return value instanceof Map
                ? CHANGING_MAP.contains(name)
                : value instanceof List && !(value instanceof Tuple) && CHANGING_LIST.contains(name);
    }

    /** The method, ready to be called. */
    public static Callable bind(@Nullable Object value, String name) {
        return arguments -> {
            if (value instanceof String text) {
                return StringMethods.call(text, name, arguments);
            }
            if (value instanceof Map<?, ?> map) {
                return MapMethods.call(map, name, arguments);
            }
            return ListMethods.call(Items.of(value), name, arguments);
        };
    }

    static @Nullable Object argument(Arguments arguments, int index, @Nullable Object otherwise) {
        return index < arguments.positional().size() ? arguments.positional().get(index) : otherwise;
    }

    static @Nullable Object required(Arguments arguments, int index) {
        if (index >= arguments.positional().size()) {
            throw new PythonException(
                    "`" + arguments.callee() + "` needs " + (index + 1) + (index == 0 ? " argument" : " arguments"));
        }
        return arguments.positional().get(index);
    }

    static String text(Arguments arguments, int index) {
        Object value = required(arguments, index);
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        throw new PythonException("`" + arguments.callee() + "` needs a text, got " + Types.name(value));
    }
}
