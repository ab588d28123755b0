package io.nightshift.playbooks.template.python;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of texts. */
final class StringMethods {
    static final Set<String> NAMES = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "endswith",
            "expandtabs",
            "find",
            "format",
            "format_map",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isprintable",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "upper",
            "zfill");

    private StringMethods() {}

    static @Nullable Object call(String text, String name, Arguments arguments) {
        return switch (name) {
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "casefold" -> text.toLowerCase(Locale.ROOT).replace("ß", "ss");
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "capitalize" -> Words.capitalize(text);
            case "title" -> Words.title(text);
            case "swapcase" -> Words.swapCase(text);
            case "strip" -> Words.strip(text, Methods.argument(arguments, 0, null), true, true);
            case "lstrip" -> Words.strip(text, Methods.argument(arguments, 0, null), true, false);
            case "rstrip" -> Words.strip(text, Methods.argument(arguments, 0, null), false, true);
            case "split" -> Words.split(text, separator(arguments), limit(arguments));
            case "rsplit" -> Words.rsplit(text, separator(arguments), limit(arguments));
            case "splitlines" ->
                Words.lines(
                        text,
                        Truth.of(arguments.named().getOrDefault("keepends", Methods.argument(arguments, 0, false))));
            case "partition" -> Words.partition(text, Methods.text(arguments, 0));
            case "rpartition" -> Words.rpartition(text, Methods.text(arguments, 0));
            case "join" -> join(text, Items.of(Methods.required(arguments, 0)));
            case "replace" ->
                replace(
                        text,
                        Methods.text(arguments, 0),
                        Methods.text(arguments, 1),
                        Numbers.index(arguments.named().getOrDefault("count", Methods.argument(arguments, 2, -1L))));
            case "startswith" -> affix(text, arguments, true);
            case "endswith" -> affix(text, arguments, false);
            case "removeprefix" ->
                text.startsWith(Methods.text(arguments, 0))
                        ? text.substring(Methods.text(arguments, 0).length())
                        : text;
            case "removesuffix" ->
                text.endsWith(Methods.text(arguments, 0))
                        ? text.substring(
                                0, text.length() - Methods.text(arguments, 0).length())
                        : text;
            case "find", "index" ->
                found(part(text, arguments).indexOf(Methods.text(arguments, 0)), start(text, arguments), name);
            case "rfind", "rindex" ->
                found(part(text, arguments).lastIndexOf(Methods.text(arguments, 0)), start(text, arguments), name);
            case "count" -> count(part(text, arguments), Methods.text(arguments, 0));
            case "ljust" -> Words.pad(text, arguments, 0, 1);
            case "rjust" -> Words.pad(text, arguments, 1, 0);
            case "center" -> Words.pad(text, arguments, 1, 1);
            case "zfill" -> zeroFill(text, Numbers.index(Methods.required(arguments, 0)));
            case "expandtabs" -> Words.expandTabs(text, Numbers.index(Methods.argument(arguments, 0, 8L)));
            case "format" -> BraceFormat.format(text, arguments.positional(), arguments.named());
            case "format_map" ->
                BraceFormat.format(text, List.of(), (java.util.Map<?, ?>)
                        java.util.Objects.requireNonNull(Methods.required(arguments, 0)));
            default -> is(text, name);
        };
    }

    private static @Nullable String separator(Arguments arguments) {
        Object value = arguments.named().getOrDefault("sep", Methods.argument(arguments, 0, null));
        if (value != null && !(value instanceof String)) {
            throw new PythonException(
                    "`" + arguments.callee() + "` needs a text to split at, got " + Types.name(value));
        }
        return (String) value;
    }

    private static int limit(Arguments arguments) {
        return Numbers.index(arguments.named().getOrDefault("maxsplit", Methods.argument(arguments, 1, -1L)));
    }

    static String join(String separator, List<@Nullable Object> items) {
        StringBuilder out = new StringBuilder();
        String before = "";
        for (Object item : items) {
            if (!(item instanceof String part)) {
                if (item instanceof Unreadable unreadable) {
                    throw unreadable.whenRead();
                }
                throw new PythonException(
                        "`join` needs texts, got " + Types.name(item), "use the filter `join`, which converts");
            }
            out.append(before).append(part);
            Bounds.text(out.length());
            before = separator;
        }
        return out.toString();
    }

    static String replace(String text, String old, String by, int count) {
        int most = count < 0 ? Integer.MAX_VALUE : count;
        StringBuilder out = new StringBuilder();
        int at = 0;
        int done = 0;
        while (done < most) {
            int found = text.indexOf(old, at);
            if (found < 0 || (old.isEmpty() && at >= text.length() && done > text.length())) {
                break;
            }
            out.append(text, at, found).append(by);
            Bounds.text(out.length());
            done++;
            at = found + old.length();
            if (old.isEmpty()) {
                if (at >= text.length()) {
                    return out.toString();
                }
                out.append(text.charAt(at++));
            }
        }
        return out.append(text.substring(Math.min(at, text.length()))).toString();
    }

    private static boolean affix(String text, Arguments arguments, boolean start) {
        String part = part(text, arguments);
        Object affixes = Methods.required(arguments, 0);
        for (Object affix : affixes instanceof Tuple several ? several : List.of(Methods.text(arguments, 0))) {
            if (start ? part.startsWith(Text.of(affix)) : part.endsWith(Text.of(affix))) {
                return true;
            }
        }
        return false;
    }

    private static String part(String text, Arguments arguments) {
        return (String)
                Items.slice(text, Methods.argument(arguments, 1, null), Methods.argument(arguments, 2, null), null);
    }

    private static int start(String text, Arguments arguments) {
        int start = Numbers.index(Methods.argument(arguments, 1, 0L));
        return start < 0 ? Math.max(0, start + text.length()) : start;
    }

    private static Object found(int index, int start, String name) {
        if (index < 0 && name.endsWith("index")) {
            throw new PythonException("the text has no such part");
        }
        return index < 0 ? -1L : (long) index + start;
    }

    private static Object count(String text, String part) {
        if (part.isEmpty()) {
            return text.length() + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static String zeroFill(String text, int width) {
        Bounds.text(width);
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat(Math.max(0, width - text.length())) + text.substring(sign);
    }

    private static Object is(String text, String name) {
        return switch (name) {
            case "isalnum" -> all(text, Character::isLetterOrDigit);
            case "isalpha" -> all(text, Character::isLetter);
            case "isascii" -> text.chars().allMatch(c -> c < 128);
            case "isdecimal", "isdigit", "isnumeric" -> all(text, Character::isDigit);
            case "isspace" -> all(text, Character::isWhitespace);
            case "isprintable" -> text.codePoints().noneMatch(Character::isISOControl);
            case "isidentifier" -> text.matches("[\\p{L}_][\\p{L}\\p{N}_]*");
            case "islower" ->
                text.codePoints().anyMatch(Character::isLowerCase)
                        && text.codePoints().noneMatch(Character::isUpperCase);
            case "isupper" ->
                text.codePoints().anyMatch(Character::isUpperCase)
                        && text.codePoints().noneMatch(Character::isLowerCase);
            default -> text.equals(Words.title(text)) && text.codePoints().anyMatch(Character::isLetter);
        };
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }
}
