package io.nightshift.playbooks.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a template itself has set, innermost first. */
final class Frame {
    static final Object ABSENT = new Object();

    final @Nullable Frame outer;
    private final Map<String, @Nullable Object> names = new HashMap<>();

    Frame(@Nullable Frame outer) {
        this.outer = outer;
    }

    @Nullable
    Object get(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            Object value = frame.names.get(name);
            if (value != null || frame.names.containsKey(name)) {
                return value;
            }
        }
        return ABSENT;
    }

    void set(String name, @Nullable Object value) {
        names.put(name, value);
    }

    /** Gives an existing name another value where it was set. */
    void replace(String name, @Nullable Object value) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            if (frame.names.containsKey(name)) {
                frame.names.put(name, value);
                return;
            }
        }
    }

    Map<String, @Nullable Object> own() {
        return names;
    }
}
