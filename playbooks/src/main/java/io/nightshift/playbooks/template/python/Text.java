package io.nightshift.playbooks.template.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text, as {@code str()} and {@code repr()} print them. */
public final class Text {
    private Text() {}

    /** {@code str(value)}. */
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        append(out, value, 0);
        return out.toString();
    }

    /** {@code repr(value)}: like {@link #of}, texts in quotes. */
    public static String repr(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        return value instanceof DateTime date ? date.repr() : of(value);
    }

    private static void append(StringBuilder out, @Nullable Object value, int depth) {
        Bounds.depth(depth);
        Bounds.text(out.length());
        if (value == null) {
            out.append("None");
        } else if (value instanceof Boolean bool) {
            out.append(bool ? "True" : "False");
        } else if (value instanceof Double number) {
            out.append(decimal(number));
        } else if (value instanceof Unreadable unreadable) {
            if (!unreadable.isEmpty()) {
                throw unreadable.whenRead();
            }
        } else if (value instanceof List<?> list) {
            appendList(out, list, depth);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(out, map, depth);
        } else {
            out.append(value);
        }
    }

    private static void appendList(StringBuilder out, List<?> list, int depth) {
        boolean tuple = list instanceof Tuple;
        out.append(tuple ? '(' : '[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            appendQuoted(out, item, depth);
            separator = ", ";
        }
        out.append(tuple && list.size() == 1 ? "," : "").append(tuple ? ')' : ']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            appendQuoted(out, entry.getKey(), depth);
            out.append(": ");
            appendQuoted(out, entry.getValue(), depth);
            separator = ", ";
        }
        out.append('}');
    }

    private static void appendQuoted(StringBuilder out, @Nullable Object value, int depth) {
        if (value instanceof String text) {
            out.append(quoted(text));
        } else if (value instanceof DateTime date) {
            out.append(date.repr());
        } else {
            append(out, value, depth + 1);
        }
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad) {
                out.append(String.format("\\x%02x", c));
            } else if (!printable(c)) {
                out.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append(quote).toString();
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    /** The shortest text that reads back as the same number: {@code 0.1}, {@code 1e+16}, {@code 5e-324}. */
    public static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = shortest(number);
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - digits.scale() - 1;
        String sign = number < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
            return sign + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                    + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        String plain = digits.abs().toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    private static BigDecimal shortest(double number) {
        // Double.toString of JDK 17 sometimes prints one digit too many, so try with fewer.
        BigDecimal best = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        while (best.precision() > 1) {
            BigDecimal shorter = new BigDecimal(number)
                    .round(new MathContext(best.precision() - 1))
                    .stripTrailingZeros();
            if (shorter.doubleValue() != number) {
                return best;
            }
            best = shorter;
        }
        return best;
    }
}
