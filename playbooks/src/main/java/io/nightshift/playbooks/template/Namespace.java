package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code namespace()} makes: names that a loop may change for what comes after it. */
final class Namespace implements Attributes {
    private final Map<String, @Nullable Object> values;

    Namespace(Map<String, @Nullable Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    void set(String name, @Nullable Object value) {
        values.put(name, value);
    }

    @Override
    public boolean hasAttribute(String name) {
        return values.containsKey(name);
    }

    @Override
    public @Nullable Object attribute(String name) {
        return values.get(name);
    }
}
