package io.nightshift.playbooks.template.python;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '%s is %5.2f' % values} and the filter {@code format}. */
public final class PercentFormat {
    private static final Pattern FIELD =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d*)(?:\\.(\\*|\\d*))?[hlL]?(.)", Pattern.DOTALL);

    private final List<?> values;
    private final @Nullable Map<?, ?> named;
    private int next;

    private PercentFormat(@Nullable Object values) {
        this.values = values instanceof Tuple tuple ? tuple : java.util.Collections.singletonList(values);
        this.named = values instanceof Map<?, ?> map ? map : null;
    }

    public static String format(String format, @Nullable Object values) {
        PercentFormat state = new PercentFormat(values);
        Matcher field = FIELD.matcher(format);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (field.find()) {
            out.append(format, end, field.start()).append(state.field(field));
            Bounds.text(out.length());
            end = field.end();
        }
        String rest = format.substring(end);
        if (rest.indexOf('%') >= 0) {
            throw new PythonException("incomplete format");
        }
        if (state.named == null && state.next < state.values.size()) {
            throw new PythonException("not all arguments converted during string formatting");
        }
        return out.append(rest).toString();
    }

    private String field(Matcher field) {
        String letter = field.group(5);
        if (letter.equals("%")) {
            return "%";
        }
        String flags = field.group(2);
        int width = count(field.group(3), 0);
        boolean left = flags.contains("-") || width < 0;
        int precision = field.group(4) == null ? -1 : count(field.group(4), 0);
        Bounds.text(Math.max(Math.abs((long) width), precision));
        Object value = field.group(1) != null ? byName(field.group(1)) : nextValue();
        String text = convert(letter, value, flags, precision);
        int missing = Math.abs(width) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (left) {
            return text + " ".repeat(missing);
        }
        boolean zeros = flags.contains("0") && "diuoxXeEfFgG".contains(letter);
        if (!zeros) {
            return " ".repeat(missing) + text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
        sign += text.startsWith("0x", sign) || text.startsWith("0o", sign) || text.startsWith("0X", sign) ? 2 : 0;
        return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }

    private int count(String text, int otherwise) {
        if (text.equals("*")) {
            return Numbers.index(nextValue());
        }
        return text.isEmpty() ? otherwise : Integer.parseInt(text.length() > 8 ? "99999999" : text);
    }

    private @Nullable Object nextValue() {
        if (next >= values.size()) {
            throw new PythonException("not enough arguments for format string");
        }
        return values.get(next++);
    }

    private @Nullable Object byName(String name) {
        if (named == null) {
            throw new PythonException("format requires a mapping");
        }
        Object value = Items.get(named, name);
        if (value == Items.MISSING) {
            throw new PythonException("the format names '" + name + "', which the dictionary does not have");
        }
        return value;
    }

    private static String convert(String letter, @Nullable Object value, String flags, int precision) {
        switch (letter) {
            case "s":
                return cut(Text.of(value), precision);
            case "r", "a":
                return cut(Text.repr(value), precision);
            case "c":
                return value instanceof String text ? text : Character.toString(Numbers.index(value));
            default:
                break;
        }
        if (value == null || !Numbers.isNumber(value)) {
            if (value instanceof Unreadable unreadable) {
                throw unreadable.whenRead();
            }
            throw new PythonException(
                    "%" + letter + " format: a number is required, not " + Types.name(value),
                    "convert with `| int` or `| float`");
        }
        String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        String digits = "diuxXo".contains(letter)
                ? whole(letter, value, flags, precision)
                : decimal(letter, Numbers.decimal(value), flags, precision);
        return digits.startsWith("-") ? digits : sign + digits;
    }

    private static String cut(String text, int precision) {
        return precision < 0 || precision >= text.length() ? text : text.substring(0, precision);
    }

    private static String whole(String letter, Object value, String flags, int precision) {
        if (value instanceof Double && !"diu".contains(letter)) {
            throw new PythonException("%" + letter + " format: an integer is required, not float");
        }
        Object number = value instanceof Double decimal ? Numbers.truncate(decimal) : value;
        int radix = letter.equalsIgnoreCase("x") ? 16 : letter.equals("o") ? 8 : 10;
        String digits = Numbers.big(number).abs().toString(radix);
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        String prefix = !flags.contains("#") || radix == 10 ? "" : radix == 16 ? "0x" : "0o";
        digits = prefix + digits;
        digits = letter.equals("X") ? digits.toUpperCase(java.util.Locale.ROOT) : digits;
        return Numbers.big(number).signum() < 0 ? "-" + digits : digits;
    }

    /** A number in one of the layouts e, f and g. */
    static String decimal(String letter, double value, String flags, int precision) {
        int digits = precision < 0 ? 6 : precision;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String text = Text.decimal(value);
            return Character.isUpperCase(letter.charAt(0)) ? text.toUpperCase(java.util.Locale.ROOT) : text;
        }
        String text = switch (letter.toLowerCase(java.util.Locale.ROOT)) {
            case "f" ->
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case "e" -> exponent(value, digits);
            case "g" -> general(value, Math.max(1, digits), flags.contains("#"));
            default -> throw new PythonException("unsupported format character '" + letter + "'");
        };
        boolean negativeZero = (value < 0 || 1 / value < 0) && !text.startsWith("-");
        text = negativeZero ? "-" + text : text;
        return Character.isUpperCase(letter.charAt(0)) ? text.toUpperCase(java.util.Locale.ROOT) : text;
    }

    private static String exponent(double value, int digits) {
        if (value == 0) {
            return "0" + (digits > 0 ? "." + "0".repeat(digits) : "") + "e+00";
        }
        BigDecimal rounded = new BigDecimal(value).round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String unscaled = rounded.unscaledValue().abs().toString();
        int exponent = unscaled.length() - rounded.scale() - 1;
        String mantissa = unscaled.length() > digits
                ? unscaled.substring(0, digits + 1)
                : unscaled + "0".repeat(digits + 1 - unscaled.length());
        String text = mantissa.charAt(0) + (digits > 0 ? "." + mantissa.substring(1) : "");
        return (value < 0 ? "-" : "") + text + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String general(double value, int digits, boolean keepZeros) {
        if (value == 0) {
            return "0";
        }
        String scientific = exponent(value, digits - 1);
        int at = scientific.indexOf('e');
        int exponent = Integer.parseInt(scientific.substring(at + 1));
        if (exponent < -4 || exponent >= digits) {
            return (keepZeros ? scientific.substring(0, at) : trimmed(scientific.substring(0, at)))
                    + scientific.substring(at);
        }
        String plain = new BigDecimal(value)
                .setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN)
                .toPlainString();
        return keepZeros ? plain : trimmed(plain);
    }

    private static String trimmed(String text) {
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }
}
