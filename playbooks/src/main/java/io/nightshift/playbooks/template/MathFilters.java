package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Operators;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for numbers and sizes. */
final class MathFilters {
    private static final String UNITS = "BKMGTPEZY";
    private static final Pattern SIZE = Pattern.compile("(?i)\\s*(\\d*\\.?\\d+)\\s*([a-z]*)\\s*");
    private static final Map<Character, String> NAMES = Map.of(
            'B', "byte", 'K', "kilo", 'M', "mega", 'G', "giga", 'T', "tera", 'P', "peta", 'E', "exa", 'Z', "zetta", 'Y',
            "yotta");

    private MathFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add(
                        "abs",
                        "",
                        (value, a, e) -> Numbers.decimal(number(value, "abs")) < 0 ? Operators.negate(value) : value)
                .add("round", "precision method", MathFilters::round)
                .add("log", "base", (value, a, e) -> logarithm(Numbers.decimal(number(value, "log")), a))
                .add(
                        "pow",
                        "y",
                        (value, a, e) -> Math.pow(
                                Numbers.decimal(number(value, "pow")), Numbers.decimal(number(a.required("y"), "pow"))))
                .add(
                        "root",
                        "base",
                        (value, a, e) -> root(
                                Numbers.decimal(number(value, "root")),
                                Numbers.decimal(number(a.get("base", 2L), "root"))))
                .add("filesizeformat", "binary", MathFilters::fileSize)
                .add("human_readable", "isbits unit", MathFilters::readable)
                .add("human_to_bytes", "default_unit isbits", MathFilters::toBytes);
    }

    private static Object number(@Nullable Object value, String filter) {
        if (value != null && Numbers.isNumber(value)) {
            return value;
        }
        throw new PythonException(
                "`" + filter + "` needs a number, got " + Types.name(value), "convert with `| int` or `| float`");
    }

    private static Object round(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Object number = number(value, "round");
        int digits = arguments.integer("precision", 0);
        String method = arguments.text("method", "common");
        double factor = Math.pow(10, digits);
        return switch (method) {
            case "common" ->
                number instanceof Double decimal
                        ? (Object) Numbers.round(decimal, digits)
                        : digits >= 0 ? number : (Object) (long) Numbers.round(Numbers.decimal(number), digits);
            case "ceil" -> Math.ceil(Numbers.decimal(number) * factor) / factor;
            case "floor" -> Math.floor(Numbers.decimal(number) * factor) / factor;
            default -> throw new PythonException("`round` knows the methods common, ceil and floor");
        };
    }

    private static double logarithm(double value, Arguments arguments) {
        if (value <= 0) {
            throw new PythonException("`log` needs a number above 0");
        }
        if (!arguments.hasValue("base")) {
            return Math.log(value);
        }
        double base = Numbers.decimal(number(arguments.get("base"), "log"));
        return base == 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
    }

    private static double root(double value, double base) {
        if (value < 0) {
            throw new PythonException("`root` of a negative number");
        }
        return base == 2 ? Math.sqrt(value) : Math.pow(value, 1 / base);
    }

    private static Object fileSize(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Double parsed = value instanceof String text
                ? Numbers.parseDecimal(text)
                : Double.valueOf(Numbers.decimal(number(value, "filesizeformat")));
        double bytes = parsed == null ? 0 : parsed;
        boolean binary = arguments.flag("binary", false);
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return (long) bytes + " Bytes";
        }
        int power = 1;
        while (power < 8 && bytes >= Math.pow(base, power + 1)) {
            power++;
        }
        String unit = "kMGTPEZY".charAt(power - 1) + (binary ? "iB" : "B");
        return String.format(
                Locale.ROOT, "%.1f %s", bytes / Math.pow(base, power), binary ? unit.replace('k', 'K') : unit);
    }

    private static Object readable(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Double parsed = value instanceof String text
                ? Numbers.parseDecimal(text)
                : Double.valueOf(Numbers.decimal(number(value, "human_readable")));
        if (parsed == null) {
            throw new PythonException("`human_readable` cannot read '" + Text.of(value) + "' as a number");
        }
        String wanted = arguments.hasValue("unit") ? arguments.text("unit", "").toUpperCase(Locale.ROOT) : "";
        int power = 8;
        while (power > 0
                && (wanted.isEmpty() ? parsed < Math.pow(1024, power) : UNITS.charAt(power) != wanted.charAt(0))) {
            power--;
        }
        String base = arguments.flag("isbits", false) ? "bits" : "Bytes";
        String unit = power == 0 ? base : UNITS.charAt(power) + base.substring(0, 1);
        return String.format(Locale.ROOT, "%.2f %s", parsed / Math.pow(1024, power), unit);
    }

    private static Object toBytes(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Matcher size = SIZE.matcher(Text.of(value));
        if (!size.matches()) {
            throw new PythonException(
                    "`human_to_bytes` cannot read '" + Text.of(value) + "'",
                    "write a number and a unit, such as 10M or 2.5 GB");
        }
        boolean bits = arguments.flag("isbits", false);
        String given = size.group(2).isEmpty() ? arguments.text("default_unit", "") : size.group(2);
        String unit = given.equals("None") ? "" : given;
        double number = Double.parseDouble(size.group(1));
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
        String rest = unit.isEmpty() ? "" : unit.substring(1);
        String letter = bits ? "b" : "B";
        String word = bits ? "bit" : "byte";
        boolean known = power >= 0
                && (rest.isEmpty()
                        || (power > 0 && rest.equals(letter))
                        || unit.toLowerCase(Locale.ROOT)
                                .equals((power == 0 ? "" : NAMES.get(UNITS.charAt(power))) + word));
        if (!known && !(bits && unit.equals("b"))) {
            throw new PythonException(
                    "`human_to_bytes` does not know the unit '" + unit + "'",
                    bits
                            ? "bits are written with a small b, such as 10Mb"
                            : "bytes are written with a capital B, such as 10MB");
        }
        return Numbers.truncate(Numbers.round(number * Math.pow(1024, Math.max(0, power)), 0));
    }
}
