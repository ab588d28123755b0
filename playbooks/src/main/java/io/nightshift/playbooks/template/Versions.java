package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The test {@code version}. Loose versions (the default) are compared part by part, numbers by value; strict ones look like 1.2 or 1.2.3b4; semantic ones follow
 * semver.org 2.0.0; pep440 ones follow that document for releases, pre-, post- and development releases.
 */
final class Versions {
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("==", "=="),
            Map.entry("=", "=="),
            Map.entry("eq", "=="),
            Map.entry("<", "<"),
            Map.entry("lt", "<"),
            Map.entry("<=", "<="),
            Map.entry("le", "<="),
            Map.entry(">", ">"),
            Map.entry("gt", ">"),
            Map.entry(">=", ">="),
            Map.entry("ge", ">="),
            Map.entry("!=", "!="),
            Map.entry("<>", "!="),
            Map.entry("ne", "!="));
    private static final Pattern PART = Pattern.compile("(\\d+|[a-z]+|\\.)");
    private static final Pattern STRICT = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?");
    private static final Pattern SEMANTIC = Pattern.compile(
            "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?");
    private static final Pattern PEP440 = Pattern.compile(
            "(?i)v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\\d*))?(?:[-_.]?(post|rev|r)[-_.]?(\\d*)|-(\\d+))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+[a-z0-9._-]+)?");

    private Versions() {}

    static boolean compare(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String left = Text.of(value);
        String right = arguments.requiredText("version");
        if (left.isEmpty() || right.isEmpty()) {
            throw new PythonException("a version to compare is empty");
        }
        String operator = OPERATORS.get(arguments.text("operator", "eq"));
        if (operator == null) {
            throw new PythonException(
                    "`" + arguments.text("operator", "") + "` is no comparison of versions",
                    "use one of < <= == != >= >");
        }
        int order = order(left, right, kind(arguments));
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static String kind(Arguments arguments) {
        if (arguments.hasValue("strict") && arguments.hasValue("version_type")) {
            throw new PythonException("give either strict or version_type");
        }
        return arguments.hasValue("strict") && arguments.flag("strict", false)
                ? "strict"
                : arguments.hasValue("version_type") ? arguments.text("version_type", "") : "loose";
    }

    private static int order(String left, String right, String kind) {
        return switch (kind) {
            case "loose" -> compareLists(loose(left), loose(right));
            case "strict" -> compareLists(strict(left), strict(right));
            case "semver", "semantic" -> compareLists(semantic(left), semantic(right));
            case "pep440" -> compareLists(pep440(left), pep440(right));
            default ->
                throw new PythonException(
                        "`" + kind + "` is no kind of version", "use loose, strict, semver or pep440");
        };
    }

    private static int compareLists(List<Object> x, List<Object> y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            Object a = x.get(i);
            Object b = y.get(i);
            if (a instanceof BigInteger != b instanceof BigInteger) {
                throw new PythonException(
                        "the versions cannot be compared: " + a + " is "
                                + (a instanceof BigInteger ? "a number" : "a word") + " and " + b + " is not",
                        "try version_type='semver' or 'pep440'");
            }
            int order = a instanceof BigInteger number
                    ? number.compareTo((BigInteger) b)
                    : ((String) a).compareTo((String) b);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    private static List<Object> loose(String version) {
        List<Object> parts = new ArrayList<>();
        Matcher part = PART.matcher(version);
        int end = 0;
        while (part.find()) {
            other(parts, version.substring(end, part.start()));
            if (!part.group().equals(".")) {
                other(parts, part.group());
            }
            end = part.end();
        }
        other(parts, version.substring(end));
        return parts;
    }

    private static void other(List<Object> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(text.matches("\\d+") ? new BigInteger(text) : text);
        }
    }

    private static List<Object> strict(String version) {
        Matcher match = matched(STRICT, version, "strict");
        List<Object> parts = new ArrayList<>(
                List.of(new BigInteger(match.group(1)), new BigInteger(match.group(2)), number(match.group(3))));
        parts.add(match.group(4) == null ? "c" : match.group(4));
        parts.add(number(match.group(5)));
        return parts;
    }

    private static List<Object> semantic(String version) {
        Matcher match = matched(SEMANTIC, version, "semantic");
        List<Object> parts =
                new ArrayList<>(List.of(number(match.group(1)), number(match.group(2)), number(match.group(3))));
        // A release is later than its pre-releases; numbers are earlier than words.
        parts.add(match.group(4) == null ? BigInteger.ONE : BigInteger.ZERO);
        for (String part :
                match.group(4) == null ? new String[0] : match.group(4).split("\\.", -1)) {
            boolean number = part.matches("\\d+");
            parts.add(number ? BigInteger.ZERO : BigInteger.ONE);
            parts.add(number ? new BigInteger(part) : part);
        }
        return parts;
    }

    private static List<Object> pep440(String version) {
        Matcher match = matched(PEP440, version, "pep440");
        List<Object> parts = new ArrayList<>(List.of(number(match.group(1))));
        String[] release = match.group(2).replaceFirst("(\\.0+)+$", "").split("\\.", -1);
        for (String part : release) {
            parts.add(new BigInteger(part));
        }
        // Ends the release: smaller than any further number.
        parts.add(BigInteger.ONE.negate());
        String pre = match.group(3) == null ? "" : match.group(3).toLowerCase(java.util.Locale.ROOT);
        boolean post = match.group(5) != null || match.group(7) != null;
        boolean dev = match.group(8) != null;
        int stage = pre.isEmpty() ? (dev && !post ? 0 : 4) : pre.startsWith("a") ? 1 : pre.startsWith("b") ? 2 : 3;
        parts.add(BigInteger.valueOf(stage));
        parts.add(number(match.group(4)));
        parts.add(post ? number(match.group(6) == null ? match.group(7) : match.group(6)) : BigInteger.ONE.negate());
        parts.add(dev ? number(match.group(9)) : BigInteger.TWO.pow(64));
        return parts;
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    private static Matcher matched(Pattern pattern, String version, String kind) {
        Matcher match = pattern.matcher(version.strip());
        if (!match.matches()) {
            throw new PythonException("`" + version + "` is no " + kind + " version");
        }
        return match;
    }
}
