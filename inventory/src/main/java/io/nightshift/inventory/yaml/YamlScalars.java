package io.nightshift.inventory.yaml;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of an unquoted scalar, as PyYAML (the parser below Ansible) resolves YAML 1.1: {@code yes} is true,
 * {@code 0644} is 420, {@code 1:30} is 90, {@code 1e3} is text. One difference on purpose: dates stay text.
 */
final class YamlScalars {
    private static final Set<String> TRUE = Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INTEGER = Pattern.compile("(?<sign>[-+]?)(?:0b(?<binary>[01_]+)|0(?<octal>[0-7_]+)"
            + "|0x(?<hex>[0-9a-fA-F_]+)|(?<decimal>0|[1-9][0-9_]*)|(?<base60>[1-9][0-9_]*(?::[0-5]?[0-9])+))");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
    private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(?:nan|NaN|NAN)");

    /** Longer digits are left as text: no sane value needs them, and converting them takes quadratic time. */
    private static final int MOST_DIGITS = 1000;

    private YamlScalars() {}

    /** The value of an unquoted scalar; a String where it is nothing else. */
    static @Nullable Object resolve(String text) {
        if (NULL.contains(text)) {
            return null;
        }
        Boolean truth = truth(text);
        if (truth != null) {
            return truth;
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.') {
            Object number = number(text);
            return number == null ? text : number;
        }
        return text;
    }

    /** Boolean for YAML 1.1's words of truth, else null. */
    static @Nullable Boolean truth(String text) {
        if (TRUE.contains(text)) {
            return Boolean.TRUE;
        }
        return FALSE.contains(text) ? Boolean.FALSE : null;
    }

    static boolean isNull(String text) {
        return NULL.contains(text);
    }

    /** Long, BigInteger or Double, or null if the text is no number. */
    static @Nullable Number number(String text) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            return integer(integer);
        }
        if (FLOAT.matcher(text).matches()) {
            return decimal(text.replace("_", ""));
        }
        if (INFINITY.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return NOT_A_NUMBER.matcher(text).matches() ? Double.NaN : null;
    }

    private static @Nullable Number integer(Matcher match) {
        boolean negative = "-".equals(match.group("sign"));
        String base60 = match.group("base60");
        if (base60 != null) {
            BigInteger sum = BigInteger.ZERO;
            for (String part : base60.replace("_", "").split(":", -1)) {
                sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
            return narrow(negative ? sum.negate() : sum);
        }
        String decimal = match.group("decimal");
        if (decimal != null) {
            return parse(decimal, 10, negative);
        }
        String hex = match.group("hex");
        if (hex != null) {
            return parse(hex, 16, negative);
        }
        String binary = match.group("binary");
        return binary != null ? parse(binary, 2, negative) : parse("0" + match.group("octal"), 8, negative);
    }

    private static @Nullable Number parse(String digits, int base, boolean negative) {
        String plain = digits.replace("_", "");
        if (plain.isEmpty()) {
            return null;
        }
        BigInteger value = new BigInteger(plain, base);
        return narrow(negative ? value.negate() : value);
    }

    private static Number narrow(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private static double decimal(String text) {
        if (text.indexOf(':') < 0) {
            return Double.parseDouble(text);
        }
        boolean negative = text.startsWith("-");
        double sum = 0;
        for (String part : text.replaceFirst("^[-+]", "").split(":", -1)) {
            sum = sum * 60 + Double.parseDouble(part);
        }
        return negative ? -sum : sum;
    }
}
