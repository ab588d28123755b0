package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.Methods;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets parts of values; what is not there is {@link Undefined}. */
final class Access {
    private Access() {}

    static @Nullable Object attribute(Place place, @Nullable Object value, String name) {
        if (value instanceof Unreadable) {
            return value;
        }
        if (Methods.has(value, name)) {
            return Methods.bind(value, name);
        }
        if (value instanceof Attributes attributes) {
            return attributes.hasAttribute(name) ? attributes.attribute(name) : missing(place, value, name);
        }
        Object item = value instanceof Map<?, ?> map ? Items.get(map, name) : Items.MISSING;
        return item == Items.MISSING ? missing(place, value, name) : item;
    }

    static @Nullable Object subscript(Place place, @Nullable Object value, @Nullable Object key) {
        if (value instanceof Unreadable) {
            return value;
        }
        if (key instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        Object item = Items.subscript(value, key);
        if (item != Items.MISSING) {
            return item;
        }
        return key instanceof String name && !(value instanceof Map && !Methods.has(value, name))
                ? attribute(place, value, name)
                : missing(place, value, key);
    }

    /** Walks {@code a.b.0.c}, as the filters do with {@code attribute=}. */
    static @Nullable Object path(Place place, @Nullable Object value, @Nullable Object path) {
        if (!(path instanceof String names)) {
            return subscript(place, value, path);
        }
        Object part = value;
        for (String name : names.split("\\.", -1)) {
            part = subscript(place, part, name.matches("\\d+") ? (Object) Long.parseLong(name) : name);
        }
        return part;
    }

    private static Undefined missing(Place place, @Nullable Object value, @Nullable Object key) {
        if (value instanceof List<?> list && key instanceof Long) {
            return Undefined.at(
                    place,
                    "the list has " + list.size() + " items, so there is no item " + key,
                    "the first item has number 0");
        }
        String hint = null;
        if (value instanceof Map<?, ?> map && key instanceof String name) {
            List<String> keys = new ArrayList<>();
            map.keySet().forEach(candidate -> keys.add(String.valueOf(candidate)));
            hint = DidYouMean.closest(name, keys)
                    .map(word -> "did you mean `" + word + "`?")
                    .orElse(null);
        }
        return Undefined.at(
                place,
                "this " + kind(value) + " has no `" + (key instanceof String ? key : Text.repr(key)) + "`",
                hint);
    }

    private static String kind(@Nullable Object value) {
        return switch (Types.name(value)) {
            case "dict" -> "dictionary";
            case "str" -> "text";
            case "NoneType" -> "none";
            case "int", "float" -> "number";
            default -> Types.name(value);
        };
    }
}
