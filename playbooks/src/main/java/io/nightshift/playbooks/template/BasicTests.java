package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Operators;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests about what a value is, and comparisons under their names. */
final class BasicTests {
    private BasicTests() {}

    static void addTo(Registry<Test> tests) {
        tests.addTolerant("defined", "", (value, a, e) -> !(value instanceof Undefined))
                .addTolerant("undefined", "", (value, a, e) -> value instanceof Undefined)
                .addTolerant("none", "", (value, a, e) -> value == null)
                .addTolerant("string", "", (value, a, e) -> value instanceof String)
                .addTolerant("mapping", "", (value, a, e) -> value instanceof Map)
                .addTolerant("boolean", "", (value, a, e) -> value instanceof Boolean)
                .addTolerant("true", "", (value, a, e) -> Boolean.TRUE.equals(value))
                .addTolerant("false", "", (value, a, e) -> Boolean.FALSE.equals(value))
                .addTolerant("number", "", (value, a, e) -> Numbers.isNumber(value))
                .addTolerant("integer", "", (value, a, e) -> Numbers.isInteger(value) && !(value instanceof Boolean))
                .addTolerant("float", "", (value, a, e) -> value instanceof Double)
                .addTolerant("callable", "", (value, a, e) -> value instanceof Callable)
                .addTolerant("sameas", "other", (value, a, e) -> same(value, a.required("other")))
                .add("sequence", "", (value, a, e) -> Items.isIterable(value))
                .add("iterable", "", (value, a, e) -> Items.isIterable(value))
                .add("escaped", "", (value, a, e) -> false)
                .add("lower", "", (value, a, e) -> lower(Text.of(value)))
                .add("upper", "", (value, a, e) -> upper(Text.of(value)))
                .add("odd", "", (value, a, e) -> Order.equal(remainder(value, 2L), 1L))
                .add("even", "", (value, a, e) -> Order.equal(remainder(value, 2L), 0L))
                .add("divisibleby", "num", (value, a, e) -> Order.equal(remainder(value, a.required("num")), 0L))
                .add("in", "seq", (value, a, e) -> Order.contains(a.required("seq"), value))
                .add("contains", "value", (value, a, e) -> Order.contains(value, a.required("value")))
                .add("filter", "", (value, a, e) -> e.filters().names().contains(Names.plain(Text.of(value))))
                .add("test", "", (value, a, e) -> e.tests().names().contains(Names.plain(Text.of(value))))
                .add("all", "", (value, a, e) -> Items.of(value).stream().allMatch(Truth::of))
                .add("any", "", (value, a, e) -> Items.of(value).stream().anyMatch(Truth::of))
                .add("truthy", "convert_bool", (value, a, e) -> truthy(value, a.flag("convert_bool", false)))
                .add("falsy", "convert_bool", (value, a, e) -> !truthy(value, a.flag("convert_bool", false)))
                .add("nan isnan", "", (value, a, e) -> value instanceof Double number && number.isNaN());
        comparison(tests, "== eq equalto", "==");
        comparison(tests, "!= ne", "!=");
        comparison(tests, "> gt greaterthan", ">");
        comparison(tests, ">= ge", ">=");
        comparison(tests, "< lt lessthan", "<");
        comparison(tests, "<= le", "<=");
    }

    private static void comparison(Registry<Test> tests, String names, String operator) {
        tests.add(names, "other", (value, a, e) -> Operations.holds(operator, value, a.required("other")));
    }

    private static boolean same(@Nullable Object value, @Nullable Object other) {
        return value == other
                || ((value instanceof Boolean || value instanceof Long || value instanceof String)
                        && value.equals(other));
    }

    private static @Nullable Object remainder(@Nullable Object value, @Nullable Object by) {
        if (value instanceof String) {
            throw new PythonException("a number is needed here, got a text", "convert with `| int`");
        }
        return Operators.apply("%", value, by);
    }

    private static boolean lower(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT)) && !text.equals(text.toUpperCase(Locale.ROOT));
    }

    private static boolean upper(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT)) && !text.equals(text.toLowerCase(Locale.ROOT));
    }

    private static boolean truthy(@Nullable Object value, boolean convert) {
        if (convert && value instanceof String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (List.of("n", "no", "off", "0", "f", "false", "0.0").contains(word)) {
                return false;
            }
        }
        return Truth.of(value);
    }
}
