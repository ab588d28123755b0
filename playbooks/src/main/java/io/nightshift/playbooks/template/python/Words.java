package io.nightshift.playbooks.template.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Splitting, trimming and capitalising texts. */
public final class Words {
    private Words() {}

    public static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (char c : text.toCharArray()) {
            out.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetter(c);
        }
        return out.toString();
    }

    static String swapCase(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c)));
        return out.toString();
    }

    /** Removes blanks, or any of the given characters, from the ends. */
    public static String strip(String text, @Nullable Object characters, boolean left, boolean right) {
        if (characters instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        int from = 0;
        int to = text.length();
        while (left && from < to && strips(text.charAt(from), characters)) {
            from++;
        }
        while (right && to > from && strips(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean strips(char c, @Nullable Object characters) {
        return characters == null ? isBlank(c) : Text.of(characters).indexOf(c) >= 0;
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\u0085';
    }

    /** Splits at a separator, or at blanks when there is none. */
    public static NewList split(String text, @Nullable String separator, int limit) {
        NewList parts = new NewList();
        int at = 0;
        if (separator == null) {
            while (true) {
                while (at < text.length() && isBlank(text.charAt(at))) {
                    at++;
                }
                if (at == text.length()) {
                    return parts;
                }
                if (limit >= 0 && parts.size() == limit) {
                    parts.add(strip(text.substring(at), null, false, true));
                    return parts;
                }
                int start = at;
                while (at < text.length() && !isBlank(text.charAt(at))) {
                    at++;
                }
                parts.add(text.substring(start, at));
            }
        }
        notEmpty(separator);
        while (limit < 0 || parts.size() < limit) {
            int found = text.indexOf(separator, at);
            if (found < 0) {
                break;
            }
            parts.add(text.substring(at, found));
            at = found + separator.length();
        }
        parts.add(text.substring(at));
        return parts;
    }

    static NewList rsplit(String text, @Nullable String separator, int limit) {
        if (limit < 0) {
            return split(text, separator, limit);
        }
        NewList parts = new NewList();
        String rest = separator == null ? strip(text, null, false, true) : text;
        while (parts.size() < limit) {
            int end = separator == null ? lastBlank(rest) : rest.lastIndexOf(notEmpty(separator));
            if (end < 0) {
                break;
            }
            parts.add(0, rest.substring(end + (separator == null ? 1 : separator.length())));
            rest = separator == null ? strip(rest.substring(0, end), null, false, true) : rest.substring(0, end);
        }
        rest = separator == null ? strip(rest, null, true, true) : rest;
        if (separator != null || !rest.isEmpty()) {
            parts.add(0, rest);
        }
        return parts;
    }

    private static int lastBlank(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (isBlank(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String notEmpty(String separator) {
        if (separator.isEmpty()) {
            throw new PythonException("the text to split at is empty");
        }
        return separator;
    }

    /** The lines of a text, as {@code splitlines()} finds them. */
    public static NewList lines(String text, boolean keepEnds) {
        NewList lines = new NewList();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(c) >= 0) {
                int end = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
                lines.add(text.substring(start, keepEnds ? end : i));
                start = end;
                i = end - 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    static Tuple partition(String text, String separator) {
        int at = text.indexOf(notEmpty(separator));
        return at < 0
                ? Tuple.of(text, "", "")
                : Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    static Tuple rpartition(String text, String separator) {
        int at = text.lastIndexOf(notEmpty(separator));
        return at < 0
                ? Tuple.of("", "", text)
                : Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    /** Fills up to a width; {@code left} and {@code right} say where the filling goes. */
    static String pad(String text, Arguments arguments, int left, int right) {
        int width = Numbers.index(Methods.required(arguments, 0));
        Object fill = Methods.argument(arguments, 1, " ");
        return pad(text, width, Text.of(fill), left, right);
    }

    public static String pad(String text, int width, String fill, int left, int right) {
        Bounds.text(width);
        int missing = width - Items.length(text);
        if (missing <= 0) {
            return text;
        }
        int before = left == 0 ? 0 : right == 0 ? missing : missing / 2 + (missing & width & 1);
        return fill.repeat(before) + text + fill.repeat(missing - before);
    }

    static String expandTabs(String text, int size) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (char c : text.toCharArray()) {
            if (c == '\t') {
                int blanks = size <= 0 ? 0 : size - column % size;
                out.append(" ".repeat(blanks));
                column += blanks;
            } else {
                out.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }
}
