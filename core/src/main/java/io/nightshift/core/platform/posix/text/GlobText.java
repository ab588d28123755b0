package io.nightshift.core.platform.posix.text;

/** A shell pattern as shell text: its wildcards keep their meaning, everything else is quoted. */
public final class GlobText {
    private GlobText() {}

    public static String unquoted(String pattern) {
        StringBuilder out = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            String set = close < 0 ? "" : pattern.substring(i, close + 1);
            if (c == '*' || c == '?') {
                flush(plain, out);
                out.append(c);
                i++;
            } else if (set.matches("\\[[!^]?[A-Za-z0-9._:-]+]")) {
                flush(plain, out);
                out.append(set);
                i = close + 1;
            } else {
                plain.append(c);
                i++;
            }
        }
        flush(plain, out);
        return out.toString();
    }

    private static void flush(StringBuilder plain, StringBuilder out) {
        if (!plain.isEmpty()) {
            out.append(ShellText.word(plain.toString()));
            plain.setLength(0);
        }
    }
}
