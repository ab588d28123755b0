package io.nightshift.playbooks.template.python;

/** Backslash escapes in quoted texts, as in Python; an escape that Python does not know keeps its backslash. */
public final class Escapes {
    private Escapes() {}

    public static String decode(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i = escape(text, i + 1, out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Appends what the escape stands for and returns the index of its last character. */
    private static int escape(String text, int at, StringBuilder out) {
        char c = text.charAt(at);
        int simple = "abfnrtv\\'\"".indexOf(c);
        if (simple >= 0) {
            out.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
            return at;
        }
        if (c == '\n') {
            return at;
        }
        if (c >= '0' && c <= '7') {
            int end = at;
            while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                end++;
            }
            out.append((char) Integer.parseInt(text.substring(at, end), 8));
            return end - 1;
        }
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0
                && at + digits < text.length()
                && text.substring(at + 1, at + 1 + digits).matches("[0-9a-fA-F]+")) {
            long code = Long.parseLong(text.substring(at + 1, at + 1 + digits), 16);
            if (code <= Character.MAX_CODE_POINT) {
                out.appendCodePoint((int) code);
                return at + digits;
            }
        }
        out.append('\\').append(c);
        return at;
    }
}
