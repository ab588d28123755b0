package io.nightshift.playbooks.template.python;

import java.util.List;
import java.util.Map;

/** {@code dict(…)}. */
public final class MapBuilder {
    private MapBuilder() {}

    /** A dictionary from another one, from pairs, or from named arguments. */
    public static NewMap dict(Arguments arguments) {
        NewMap map = new NewMap();
        if (!arguments.positional().isEmpty()) {
            Object first = arguments.positional().get(0);
            if (first instanceof Map<?, ?> other) {
                map.putAll(other);
            } else {
                pairs(map, Items.of(first));
            }
        }
        map.putAll(arguments.named());
        return map;
    }

    private static void pairs(NewMap map, List<?> pairs) {
        for (Object pair : pairs) {
            List<?> two = Items.of(pair);
            if (two.size() != 2) {
                throw new PythonException("a dictionary is made of pairs, but one item has " + two.size() + " parts");
            }
            map.put(two.get(0), two.get(1));
        }
    }
}
