package io.nightshift.playbooks.template.jmespath;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Order;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that queries are made of. A part that does not fit the value finds none. */
final class Queries {
    private Queries() {}

    /** Zero is true here; none, false and everything empty is not. */
    static boolean truth(@Nullable Object value) {
        return !(value == null
                || value.equals(false)
                || "".equals(value)
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty()));
    }

    static Query field(String name) {
        return value -> value instanceof Map<?, ?> map ? map.get(name) : null;
    }

    static Query chain(Query left, Query right) {
        return value -> right.search(left.search(value));
    }

    static Query or(Query left, Query right) {
        return value -> {
            Object found = left.search(value);
            return truth(found) ? found : right.search(value);
        };
    }

    static Query and(Query left, Query right) {
        return value -> {
            Object found = left.search(value);
            return truth(found) ? right.search(value) : found;
        };
    }

    static Query compare(String operator, Query left, Query right) {
        return value -> {
            Object a = left.search(value);
            Object b = right.search(value);
            boolean booleans = a instanceof Boolean != b instanceof Boolean;
            if (operator.equals("==") || operator.equals("!=")) {
                return (!booleans && Order.equal(a, b)) == operator.equals("==");
            }
            boolean comparable =
                    Numbers.isNumber(a) && Numbers.isNumber(b) || a instanceof String && b instanceof String;
            if (!comparable) {
                return null;
            }
            int order = Order.compare(a, b);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        };
    }

    /** Applies the right side to each item the left side finds, leaving out what finds none. */
    static Query projection(Query items, Query each) {
        return value -> {
            if (!(items.search(value) instanceof List<?> list)) {
                return null;
            }
            NewList found = new NewList();
            for (Object item : list) {
                Object result = each.search(item);
                if (result != null) {
                    found.add(result);
                }
            }
            return found;
        };
    }

    static Query list(Query left) {
        return value -> left.search(value) instanceof List<?> list ? list : null;
    }

    static Query values(Query left) {
        return value -> left.search(value) instanceof Map<?, ?> map ? new NewList(map.values()) : null;
    }

    static Query flattened(Query left) {
        return value -> {
            if (!(left.search(value) instanceof List<?> list)) {
                return null;
            }
            NewList flat = new NewList();
            for (Object item : list) {
                if (item instanceof List<?> inner) {
                    flat.addAll(inner);
                } else {
                    flat.add(item);
                }
            }
            return flat;
        };
    }

    static Query filtered(Query left, Query condition) {
        return value -> {
            if (!(left.search(value) instanceof List<?> list)) {
                return null;
            }
            NewList kept = new NewList();
            for (Object item : list) {
                if (truth(condition.search(item))) {
                    kept.add(item);
                }
            }
            return kept;
        };
    }

    static Query index(Query left, @Nullable Long index) {
        return value -> {
            Object item = left.search(value) instanceof List<?> list ? Items.subscript(list, index) : null;
            return item == Items.MISSING ? null : item;
        };
    }

    static Query slice(Query left, @Nullable Long from, @Nullable Long to, @Nullable Long step) {
        return value -> left.search(value) instanceof List<?> list ? Items.slice(list, from, to, step) : null;
    }

    static Query several(List<Query> queries) {
        return value -> {
            if (value == null) {
                return null;
            }
            NewList found = new NewList();
            queries.forEach(query -> found.add(query.search(value)));
            return found;
        };
    }

    static Query named(Map<String, Query> queries) {
        return value -> {
            if (value == null) {
                return null;
            }
            NewMap found = new NewMap();
            queries.forEach((name, query) -> found.put(name, query.search(value)));
            return found;
        };
    }
}
