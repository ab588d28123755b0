package io.nightshift.playbooks.template.python;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of dictionaries. */
final class MapMethods {
    static final Set<String> NAMES = Set.of(
            "get",
            "items",
            "keys",
            "values",
            "update",
            "pop",
            "popitem",
            "setdefault",
            "clear",
            "copy",
            "has_key",
            "iteritems",
            "__setitem__",
            "fromkeys");

    private MapMethods() {}

    static @Nullable Object call(Map<?, ?> map, String name, Arguments arguments) {
        return switch (name) {
            case "get" ->
                found(
                        map,
                        Methods.required(arguments, 0),
                        arguments.positional().size() > 1
                                ? Methods.required(arguments, 1)
                                : arguments.named().get("default"));
            case "items", "iteritems" -> items(map);
            case "keys" -> new NewList(map.keySet());
            case "values" -> new NewList(map.values());
            case "copy" -> new NewMap(map);
            case "has_key" -> Items.containsKey(map, Methods.required(arguments, 0));
            case "fromkeys" -> fromKeys(arguments);
            default -> change((NewMap) map, name, arguments);
        };
    }

    private static @Nullable Object found(Map<?, ?> map, @Nullable Object key, @Nullable Object otherwise) {
        if (key instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        Object value = Items.get(map, key);
        return value == Items.MISSING ? otherwise : value;
    }

    static NewList items(Map<?, ?> map) {
        NewList items = new NewList(map.size());
        map.forEach((key, value) -> items.add(Tuple.of(key, value)));
        return items;
    }

    private static NewMap fromKeys(Arguments arguments) {
        NewMap map = new NewMap();
        Items.of(Methods.required(arguments, 0)).forEach(key -> map.put(key, Methods.argument(arguments, 1, null)));
        return map;
    }

    private static @Nullable Object change(NewMap map, String name, Arguments arguments) {
        switch (name) {
            case "update":
                merge(map, arguments);
                return null;
            case "__setitem__":
                map.put(Methods.required(arguments, 0), Methods.required(arguments, 1));
                return null;
            case "clear":
                map.clear();
                return null;
            case "setdefault":
                Object key = Methods.required(arguments, 0);
                if (!map.containsKey(key)) {
                    map.put(key, Methods.argument(arguments, 1, null));
                }
                return map.get(key);
            case "popitem":
                if (map.isEmpty()) {
                    throw new PythonException("popitem(): dictionary is empty");
                }
                Object last = new NewList(map.keySet()).get(map.size() - 1);
                return Tuple.of(last, map.remove(last));
            default:
                return pop(map, arguments);
        }
    }

    private static @Nullable Object pop(NewMap map, Arguments arguments) {
        Object key = Methods.required(arguments, 0);
        if (map.containsKey(key)) {
            return map.remove(key);
        }
        if (arguments.positional().size() < 2) {
            throw new PythonException(
                    "the dictionary has no key " + Text.repr(key), "give a default as second argument");
        }
        return arguments.positional().get(1);
    }

    private static void merge(NewMap map, Arguments arguments) {
        Object other = Methods.argument(arguments, 0, new NewMap());
        if (other instanceof Map<?, ?> more) {
            map.putAll(more);
        } else {
            for (Object pair : Items.of(other)) {
                List<@Nullable Object> two = Items.of(pair);
                if (two.size() != 2) {
                    throw new PythonException("`update` needs a dictionary or a list of pairs");
                }
                map.put(two.get(0), two.get(1));
            }
        }
        map.putAll(arguments.named());
        Bounds.items(map.size());
    }
}
