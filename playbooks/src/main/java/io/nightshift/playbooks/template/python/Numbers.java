package io.nightshift.playbooks.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Whole and decimal numbers: whole ones never overflow, division and remainder round downwards. */
public final class Numbers {
    private Numbers() {}

    public static boolean isNumber(@Nullable Object value) {
        return isInteger(value) || value instanceof Double;
    }

    /** Booleans count as the numbers 0 and 1, as in Python. */
    public static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    /** A Long where it fits, else a BigInteger. */
    public static Object normal(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    public static BigInteger big(Object value) {
        if (value instanceof BigInteger number) {
            return number;
        }
        return BigInteger.valueOf(value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).longValue());
    }

    public static double decimal(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return ((Number) value).doubleValue();
    }

    /** A value used as a position or count. */
    public static int index(@Nullable Object value) {
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        if (value == null || !isInteger(value)) {
            throw new PythonException("a whole number is needed here, got " + Types.name(value));
        }
        BigInteger number = big(value);
        if (number.bitLength() > 31) {
            return number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return number.intValue();
    }

    static Object add(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            long sum = x + y;
            return ((x ^ sum) & (y ^ sum)) < 0 ? big(a).add(big(b)) : (Object) sum;
        }
        return bothWhole(a, b) ? normal(big(a).add(big(b))) : (Object) (decimal(a) + decimal(b));
    }

    static Object subtract(Object a, Object b) {
        return bothWhole(a, b) ? normal(big(a).subtract(big(b))) : (Object) (decimal(a) - decimal(b));
    }

    static Object multiply(Object a, Object b) {
        if (!bothWhole(a, b)) {
            return decimal(a) * decimal(b);
        }
        bits((long) big(a).bitLength() + big(b).bitLength());
        return normal(big(a).multiply(big(b)));
    }

    static Object divide(Object a, Object b) {
        notZero(b, "division by zero");
        if (bothWhole(a, b) && (big(a).bitLength() > 53 || big(b).bitLength() > 53)) {
            return new BigDecimal(big(a))
                    .divide(new BigDecimal(big(b)), java.math.MathContext.DECIMAL128)
                    .doubleValue();
        }
        return decimal(a) / decimal(b);
    }

    static Object floorDivide(Object a, Object b) {
        notZero(b, "integer division or modulo by zero");
        if (bothWhole(a, b)) {
            BigInteger[] parts = big(a).divideAndRemainder(big(b));
            boolean down = parts[1].signum() != 0 && parts[1].signum() != big(b).signum();
            return normal(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
        }
        return Math.floor(decimal(a) / decimal(b));
    }

    static Object remainder(Object a, Object b) {
        notZero(b, "integer division or modulo by zero");
        if (bothWhole(a, b)) {
            BigInteger rest = big(a).remainder(big(b));
            return normal(rest.signum() != 0 && rest.signum() != big(b).signum() ? rest.add(big(b)) : rest);
        }
        double rest = decimal(a) % decimal(b);
        return rest != 0 && (rest < 0) != (decimal(b) < 0) ? rest + decimal(b) : rest;
    }

    static Object power(Object a, Object b) {
        if (bothWhole(a, b) && big(b).signum() >= 0) {
            bits(big(b).bitLength() > 31 ? Long.MAX_VALUE : (long) big(a).bitLength() * big(b).intValue());
            return normal(big(a).pow(big(b).intValue()));
        }
        return Math.pow(decimal(a), decimal(b));
    }

    static Object negate(Object a) {
        return isInteger(a) ? normal(big(a).negate()) : (Object) (-decimal(a));
    }

    /** {@code int(text)}, or null when it is no whole number. */
    public static @Nullable Object parseInteger(String text, int base) {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        String lower = digits.toLowerCase(java.util.Locale.ROOT);
        String prefix = lower.length() > 1 ? lower.substring(0, 2) : "";
        int prefixBase = prefix.equals("0x") ? 16 : prefix.equals("0o") ? 8 : prefix.equals("0b") ? 2 : 0;
        int radix = base;
        if (prefixBase > 0 && (base == prefixBase || base == 0)) {
            digits = digits.substring(2);
            radix = prefixBase;
        }
        radix = radix == 0 ? 10 : radix;
        digits = digits.matches("[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*") ? digits.replace("_", "") : digits;
        if (digits.isEmpty() || digits.length() > 4300 || digits.startsWith("-") || digits.startsWith("+")) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(digits, radix);
            return normal(negative ? value.negate() : value);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** {@code float(text)}, or null when it is no number. */
    public static @Nullable Double parseDecimal(String text) {
        String digits = text.strip().toLowerCase(java.util.Locale.ROOT);
        switch (digits.startsWith("+") ? digits.substring(1) : digits) {
            case "inf", "infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            case "nan", "-nan":
                return Double.NaN;
            default:
                break;
        }
        if (!digits.matches("[+-]?([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(e[+-]?[0-9]+)?")) {
            return null;
        }
        return Double.parseDouble(digits.replace("_", ""));
    }

    /** {@code round(value, digits)}: half to even on the exact binary value. */
    public static double round(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(digits) > 330) {
            return value;
        }
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }

    /** {@code int(number)}: cuts the fraction. */
    public static Object truncate(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new PythonException("cannot convert float " + Text.decimal(value) + " to integer");
        }
        return normal(new BigDecimal(value).toBigInteger());
    }

    private static boolean bothWhole(Object a, Object b) {
        return !(a instanceof Double) && !(b instanceof Double);
    }

    private static void notZero(Object value, String message) {
        if (decimal(value) == 0) {
            throw new PythonException(message);
        }
    }

    private static void bits(long count) {
        if (count > Bounds.BITS) {
            throw new PythonException("the number would be too large");
        }
    }
}
