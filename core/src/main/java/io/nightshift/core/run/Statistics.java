package io.nightshift.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How {@code set_stats} adds one value to another of the same name. */
final class Statistics {
    private Statistics() {}

    static Object joined(Object old, Object added) {
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
