package io.nightshift.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Values that {@code set_stats} collects. Safe for many threads. */
final class Statistics {
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    /**
     * Adds values by name.
     *
     * @param host empty for the run as a whole
     * @param aggregate whether a value is added to the one of the same name, or takes its place
     */
    void add(String host, Map<String, Object> data, boolean aggregate) {
        data.forEach((name, value) ->
                values.merge(host + "/" + name, value, (old, added) -> aggregate ? joined(old, added) : added));
    }

    Map<String, Object> all() {
        return Map.copyOf(values);
    }

    private static Object joined(Object old, Object added) {
        if (old instanceof Long a && added instanceof Long b) {
            return a + b;
        }
        if (old instanceof Number a && added instanceof Number b) {
            return a.doubleValue() + b.doubleValue();
        }
        if (old instanceof List<?> a && added instanceof List<?> b) {
            List<Object> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }
        if (old instanceof Map<?, ?> a && added instanceof Map<?, ?> b) {
            Map<Object, Object> all = new LinkedHashMap<>(a);
            all.putAll(b);
            return all;
        }
        return old instanceof String a && added instanceof String b ? a + b : added;
    }
}
