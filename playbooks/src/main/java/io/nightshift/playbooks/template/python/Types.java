package io.nightshift.playbooks.template.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names Python gives to the types of values; they appear in messages and in {@code type_debug}. */
public final class Types {
    private Types() {}

    public static String name(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Tuple) {
            return "tuple";
        }
        if (value instanceof List) {
            return "list";
        }
        if (value instanceof Map) {
            return "dict";
        }
        if (value instanceof DateTime) {
            return "datetime";
        }
        if (value instanceof TimeSpan) {
            return "timedelta";
        }
        if (value instanceof Unreadable) {
            return "AnsibleUndefined";
        }
        return value instanceof Callable ? "function" : "object";
    }
}
