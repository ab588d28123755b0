package io.nightshift.core.report;

import java.util.List;

/** Texts of hosts as they may safely be shown: control characters and terminal escapes are made visible. */
public final class SafeText {
    private SafeText() {}

    /** One line of it. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || c == '\n') {
                safe.append(c == '\n' ? " " : "\t");
            } else if (isObeyed(c) || c == 0xFFFD) {
                safe.append(c == 0x1b ? "^[" : c < 0x20 ? "^" + (char) (c + 64) : "?");
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Whether a terminal, or a reader of lines, would do something instead of showing it. */
    private static boolean isObeyed(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    public static List<String> lines(String text) {
        return text.stripTrailing().lines().map(SafeText::line).toList();
    }
}
