package io.nightshift.playbooks.template.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The binary operators, for numbers, texts, lists and dates. */
public final class Operators {
    private Operators() {}

    public static @Nullable Object apply(String operator, @Nullable Object a, @Nullable Object b) {
        readable(a);
        readable(b);
        if (a instanceof String format && operator.equals("%")) {
            return PercentFormat.format(format, b);
        }
        if (a == null || b == null) {
            throw mismatch(operator, a, b);
        }
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return arithmetic(operator, a, b);
        }
        if (operator.equals("+")) {
            return add(a, b);
        }
        if (operator.equals("*") && Numbers.isInteger(b)) {
            return repeat(a, Numbers.index(b));
        }
        if (operator.equals("*") && Numbers.isInteger(a)) {
            return repeat(b, Numbers.index(a));
        }
        if (operator.equals("-") && a instanceof DateTime date) {
            return date.minus(b);
        }
        throw mismatch(operator, a, b);
    }

    public static Object negate(@Nullable Object value) {
        readable(value);
        if (value == null || !Numbers.isNumber(value)) {
            throw new PythonException("`-` needs a number, got " + Types.name(value));
        }
        return Numbers.negate(value);
    }

    /** {@code a + b}. */
    public static Object add(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            Bounds.text((long) x.length() + y.length());
            return x + y;
        }
        if (a instanceof List<?> x && b instanceof List<?> y && a instanceof Tuple == b instanceof Tuple) {
            Bounds.items((long) x.size() + y.size());
            NewList sum = new NewList(x.size() + y.size());
            sum.addAll(x);
            sum.addAll(y);
            return a instanceof Tuple ? Tuple.copyOf(sum) : sum;
        }
        if (a instanceof DateTime date && b instanceof TimeSpan span) {
            return date.plus(span);
        }
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.add(a, b);
        }
        throw mismatch("+", a, b);
    }

    private static Object arithmetic(String operator, Object a, Object b) {
        return switch (operator) {
            case "+" -> Numbers.add(a, b);
            case "-" -> Numbers.subtract(a, b);
            case "*" -> Numbers.multiply(a, b);
            case "/" -> Numbers.divide(a, b);
            case "//" -> Numbers.floorDivide(a, b);
            case "%" -> Numbers.remainder(a, b);
            case "**" -> Numbers.power(a, b);
            default -> throw mismatch(operator, a, b);
        };
    }

    private static Object repeat(Object value, int times) {
        int count = Math.max(0, times);
        if (value instanceof String text) {
            Bounds.text((long) text.length() * count);
            return text.repeat(count);
        }
        if (value instanceof List<?> list) {
            Bounds.items((long) list.size() * count);
            NewList all = new NewList(list.size() * count);
            for (int i = 0; i < count && !list.isEmpty(); i++) {
                all.addAll(list);
            }
            return value instanceof Tuple ? Tuple.copyOf(all) : all;
        }
        throw mismatch("*", value, (long) times);
    }

    private static void readable(@Nullable Object value) {
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
    }

    private static PythonException mismatch(String operator, @Nullable Object a, @Nullable Object b) {
        String hint = null;
        if (operator.equals("+") && (a instanceof String || b instanceof String)) {
            hint = "join text with `~`, or convert with `| string` or `| int`";
        }
        return new PythonException(
                "`" + operator + "` does not work on " + Types.name(a) + " and " + Types.name(b), hint);
    }
}
