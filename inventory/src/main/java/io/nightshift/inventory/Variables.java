package io.nightshift.inventory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variables by level of {@link Precedence}: the highest level that knows a name wins, and as in Ansible it replaces the
 * whole value, also of lists and mappings. Immutable.
 */
public final class Variables {
    private static final Variables NONE = new Variables(Map.of());

    private final EnumMap<Precedence, Map<String, @Nullable Object>> levels = new EnumMap<>(Precedence.class);

    private Variables(Map<Precedence, Map<String, @Nullable Object>> levels) {
        this.levels.putAll(levels);
    }

    public static Variables none() {
        return NONE;
    }

    /** These variables with more at a level; there they win over what the level already had. */
    public Variables with(Precedence level, Map<String, ? extends @Nullable Object> values) {
        if (values.isEmpty()) {
            return this;
        }
        Variables next = new Variables(levels);
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(levels.getOrDefault(level, Map.of()));
        merged.putAll(values);
        next.levels.put(level, Collections.unmodifiableMap(merged));
        return next;
    }

    /** These variables without those of a level, for example when a play with its variables ends. */
    public Variables without(Precedence level) {
        Variables next = new Variables(levels);
        next.levels.remove(level);
        return next;
    }

    /** The level whose value counts; empty if no level knows the name. */
    public Optional<Precedence> levelOf(String name) {
        Precedence found = null;
        for (Map.Entry<Precedence, Map<String, @Nullable Object>> level : levels.entrySet()) {
            if (level.getValue().containsKey(name)) {
                found = level.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    public boolean has(String name) {
        return levelOf(name).isPresent();
    }

    /** The value that counts; null if it is null or if the name is unknown, see {@link #has}. */
    public @Nullable Object get(String name) {
        return levelOf(name).map(level -> level(level).get(name)).orElse(null);
    }

    /** What one level says, whether or not a higher one hides it. */
    public Map<String, @Nullable Object> level(Precedence level) {
        return levels.getOrDefault(level, Map.of());
    }

    /** Every name with the value that counts. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        levels.values().forEach(merged::putAll);
        return Collections.unmodifiableMap(merged);
    }

    /** The names that are set at more than one level, with the level that wins; for explaining surprises. */
    public Map<String, Precedence> hidden() {
        Map<String, Precedence> seen = new HashMap<>();
        Map<String, Precedence> hidden = new LinkedHashMap<>();
        levels.forEach((level, values) -> values.keySet().forEach(name -> {
            if (seen.put(name, level) != null) {
                hidden.put(name, level);
            }
        }));
        return hidden;
    }
}
