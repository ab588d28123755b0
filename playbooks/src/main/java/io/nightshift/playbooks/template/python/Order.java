package io.nightshift.playbooks.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality, order and membership. */
public final class Order {
    private Order() {}

    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        readable(a);
        readable(b);
        if (a == b) {
            return !(a instanceof Double number && number.isNaN());
        }
        if (a instanceof String || b instanceof String || a == null || b == null) {
            return Objects.equals(a, b);
        }
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return compareNumbers(a, b) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return a instanceof Tuple == b instanceof Tuple && x.size() == y.size() && equalItems(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size() && equalEntries(x, y);
        }
        return a.equals(b);
    }

    private static boolean equalItems(List<?> x, List<?> y) {
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalEntries(Map<?, ?> x, Map<?, ?> y) {
        for (Map.Entry<?, ?> entry : x.entrySet()) {
            if (!y.containsKey(entry.getKey()) || !equal(entry.getValue(), y.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Less than, equal or greater than zero; numbers, texts, lists and dates have an order among their own kind. */
    public static int compare(@Nullable Object a, @Nullable Object b) {
        readable(a);
        readable(b);
        if (a instanceof String x && b instanceof String y) {
            return compareText(x, y);
        }
        if (a != null && b != null && Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return compareNumbers(a, b);
        }
        if (a instanceof List<?> x && b instanceof List<?> y && a instanceof Tuple == b instanceof Tuple) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return compare(x.get(i), y.get(i));
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        if (a instanceof DateTime x && b instanceof DateTime y) {
            return x.local().compareTo(y.local());
        }
        if (a instanceof TimeSpan x && b instanceof TimeSpan y) {
            return x.length().compareTo(y.length());
        }
        throw new PythonException(
                Types.name(a) + " and " + Types.name(b) + " have no order",
                "convert both sides, for example with `| int`");
    }

    private static int compareText(String x, String y) {
        int shared = Math.min(x.length(), y.length());
        for (int i = 0; i < shared; i++) {
            char c = x.charAt(i);
            char d = y.charAt(i);
            if (c != d) {
                // Surrogates stand for characters above all others, although their code units are below U+E000.
                boolean high = Character.isSurrogate(c);
                return high != Character.isSurrogate(d) ? (high ? 1 : -1) : c - d;
            }
        }
        return x.length() - y.length();
    }

    private static int compareNumbers(Object a, Object b) {
        if (a instanceof Double || b instanceof Double) {
            double x = Numbers.decimal(a);
            double y = Numbers.decimal(b);
            return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
        }
        return Numbers.big(a).compareTo(Numbers.big(b));
    }

    /** {@code item in container}. */
    public static boolean contains(@Nullable Object container, @Nullable Object item) {
        readable(container);
        if (container instanceof String text) {
            readable(item);
            if (!(item instanceof String part)) {
                throw new PythonException("`in` a text needs a text, got " + Types.name(item));
            }
            return text.contains(part);
        }
        if (container instanceof List<?> list) {
            for (Object element : list) {
                if (equal(element, item)) {
                    return true;
                }
            }
            return false;
        }
        if (container instanceof Map<?, ?> map) {
            readable(item);
            return Items.containsKey(map, item);
        }
        throw new PythonException("`in` needs a list, text or dictionary, got " + Types.name(container));
    }

    /** A stand-in with equals and hashCode, equal exactly when the values are equal here. */
    public static Object key(@Nullable Object value) {
        readable(value);
        if (value == null) {
            return Order.class;
        }
        if (value instanceof Boolean || value instanceof BigInteger || value instanceof Long) {
            return Numbers.normal(Numbers.big(value));
        }
        if (value instanceof Double number) {
            boolean whole = number == Math.rint(number) && !Double.isInfinite(number);
            return whole ? Numbers.normal(new BigDecimal(number).toBigInteger()) : number;
        }
        if (value instanceof List<?> list) {
            List<Object> keys = new ArrayList<>(list.size() + 1);
            list.forEach(item -> keys.add(key(item)));
            keys.add(value instanceof Tuple ? "()" : "[]");
            return keys;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> keys = new HashMap<>();
            map.forEach((name, item) -> keys.put(key(name), key(item)));
            return keys;
        }
        return value;
    }

    private static void readable(@Nullable Object value) {
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
    }
}
