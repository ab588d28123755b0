package io.nightshift.playbooks.template.python;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '{0:>5} {name}'.format(...)}; attributes of values cannot be reached, entries and items can. */
final class BraceFormat {
    private static final Pattern SPEC =
            Pattern.compile("(?:(.)?([<>=^]))?([-+ ]?)(#?)(0?)(\\d*)([_,]?)(?:\\.(\\d+))?([a-zA-Z%]?)", Pattern.DOTALL);

    private final List<?> positional;
    private final Map<?, ?> named;
    private int next;

    private BraceFormat(List<?> positional, Map<?, ?> named) {
        this.positional = positional;
        this.named = named;
    }

    static String format(String format, List<?> positional, Map<?, ?> named) {
        return new BraceFormat(positional, named).fill(format, 0);
    }

    private String fill(String format, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            boolean twice = i + 1 < format.length() && format.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                out.append(c);
                i++;
            } else if (c == '}') {
                throw new PythonException("single '}' in a format text", "write `}}` for the character itself");
            } else if (c == '{') {
                int end = closing(format, i);
                out.append(field(format.substring(i + 1, end), depth));
                i = end;
            } else {
                out.append(c);
            }
            Bounds.text(out.length());
        }
        return out.toString();
    }

    private static int closing(String format, int open) {
        int depth = 0;
        for (int i = open; i < format.length(); i++) {
            depth += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new PythonException("single '{' in a format text", "write `{{` for the character itself");
    }

    private String field(String field, int depth) {
        int colon = field.indexOf(':');
        String name = colon < 0 ? field : field.substring(0, colon);
        String conversion = "";
        int bang = name.indexOf('!');
        if (bang >= 0) {
            conversion = name.substring(bang + 1);
            name = name.substring(0, bang);
        }
        Object value = value(name);
        String spec = colon < 0 ? "" : field.substring(colon + 1);
        spec = spec.indexOf('{') >= 0 && depth == 0 ? fill(spec, 1) : spec;
        Object converted = conversion.equals("r") ? Text.repr(value) : conversion.equals("s") ? Text.of(value) : value;
        return formatted(converted, spec);
    }

    private @Nullable Object value(String name) {
        Matcher parts =
                Pattern.compile("([^.\\[]*)((?:\\.[^.\\[]+|\\[[^\\]]+\\])*)").matcher(name);
        if (!parts.matches()) {
            throw new PythonException("'{" + name + "}' is no field of a format text");
        }
        String first = parts.group(1);
        Object value = first.isEmpty() || first.matches("\\d+") ? byNumber(first) : byName(first);
        Matcher part = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]").matcher(parts.group(2));
        while (part.find()) {
            String key = part.group(1) == null ? part.group(2) : part.group(1);
            value = Items.subscript(
                    value, key.matches("-?\\d+") && !(value instanceof Map) ? (Object) Long.parseLong(key) : key);
            if (value == Items.MISSING) {
                throw new PythonException("'{" + name + "}' has no `" + key + "`");
            }
        }
        return value;
    }

    private @Nullable Object byNumber(String number) {
        int index = number.isEmpty() ? next++ : Integer.parseInt(number);
        if (index >= positional.size()) {
            throw new PythonException("the format text has more fields than there are values");
        }
        return positional.get(index);
    }

    private @Nullable Object byName(String name) {
        Object value = Items.get(named, name);
        if (value == Items.MISSING) {
            throw new PythonException("the format text names '" + name + "', which was not given");
        }
        return value;
    }

    private static String formatted(@Nullable Object value, String spec) {
        if (spec.isEmpty()) {
            return Text.of(value);
        }
        if (value instanceof DateTime date) {
            return TimeFormat.format(spec, date.local().atZone(date.zone()));
        }
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new PythonException("'" + spec + "' is no format");
        }
        boolean number = value != null
                && Numbers.isNumber(value)
                && !(value instanceof Boolean && parts.group(9).isEmpty());
        if (!number && !parts.group(9).isEmpty() && !parts.group(9).equals("s")) {
            throw new PythonException(
                    "the format '" + spec + "' needs a number, got " + Types.name(value),
                    "convert with `| int` or `| float`");
        }
        String text = number && value != null ? number(value, parts) : cut(Text.of(value), parts.group(8));
        int width = parts.group(6).isEmpty()
                ? 0
                : Integer.parseInt(parts.group(6).length() > 8 ? "99999999" : parts.group(6));
        String align = parts.group(2) != null
                ? parts.group(2)
                : !parts.group(5).isEmpty() && number ? "=" : number ? ">" : "<";
        String fill = parts.group(1) != null ? parts.group(1) : parts.group(5).isEmpty() ? " " : "0";
        return aligned(text, width, align, fill);
    }

    private static String cut(String text, @Nullable String precision) {
        return precision == null || Integer.parseInt(precision) >= text.length()
                ? text
                : text.substring(0, Integer.parseInt(precision));
    }

    private static String aligned(String text, int width, String align, String fill) {
        if (align.equals("=")) {
            int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
            return text.substring(0, sign) + Words.pad(text.substring(sign), width - sign, fill, 1, 0);
        }
        if (align.equals("^")) {
            int missing = Math.max(0, width - text.length());
            Bounds.text(width);
            return fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
        }
        return Words.pad(text, width, fill, align.equals(">") ? 1 : 0, align.equals(">") ? 0 : 1);
    }

    private static String number(Object value, Matcher spec) {
        String type = spec.group(9);
        int precision = spec.group(8) == null ? -1 : Integer.parseInt(spec.group(8));
        Bounds.text(precision);
        String digits;
        if (type.equals("%")) {
            digits = PercentFormat.decimal("f", Numbers.decimal(value) * 100, "", precision) + "%";
        } else if (type.isEmpty() && value instanceof Double number) {
            digits = precision < 0 ? Text.decimal(number) : PercentFormat.decimal("g", number, "", precision);
        } else if (type.isEmpty() || "dnbBoxXc".contains(type)) {
            digits = whole(value, type, !spec.group(4).isEmpty());
        } else {
            digits = PercentFormat.decimal(type, Numbers.decimal(value), "", precision);
        }
        digits = spec.group(7).isEmpty() ? digits : grouped(digits, spec.group(7));
        return digits.startsWith("-")
                        || spec.group(3).isEmpty()
                        || spec.group(3).equals("-")
                ? digits
                : spec.group(3) + digits;
    }

    private static String whole(Object value, String type, boolean prefix) {
        if (value instanceof Double) {
            throw new PythonException("the format '" + type + "' needs a whole number", "convert with `| int`");
        }
        if (type.equals("c")) {
            return Character.toString(Numbers.index(value));
        }
        int radix = type.equalsIgnoreCase("x") ? 16 : type.equals("o") ? 8 : type.equals("b") ? 2 : 10;
        String digits = Numbers.big(value).abs().toString(radix);
        String start = prefix && radix != 10 ? "0" + type.toLowerCase(Locale.ROOT) : "";
        digits = type.equals("X") ? digits.toUpperCase(Locale.ROOT) : digits;
        return (Numbers.big(value).signum() < 0 ? "-" : "") + start + digits;
    }

    private static String grouped(String digits, String separator) {
        Matcher parts = Pattern.compile("(-?)(\\d+)(.*)").matcher(digits);
        return parts.matches()
                ? parts.group(1) + parts.group(2).replaceAll("(?<=\\d)(?=(\\d{3})+$)", separator) + parts.group(3)
                : digits;
    }
}
