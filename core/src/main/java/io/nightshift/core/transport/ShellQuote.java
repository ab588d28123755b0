package io.nightshift.core.transport;

import java.util.Locale;

/**
 * The one place where text becomes a word of POSIX sh (dash, bash, BusyBox).
 *
 * <p>A lone low surrogate from U+DC80 to U+DCFF stands for a byte of the host that was no UTF-8, and becomes that byte again.
 */
public final class ShellQuote {
    private static final char FIRST_BYTE = '\udc80';
    private static final char LAST_BYTE = '\udcff';

    private ShellQuote() {}

    /**
     * The text as exactly one word, whatever it holds.
     *
     * @throws IllegalArgumentException for a NUL character, which no sh can carry
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A NUL character cannot be part of a shell word");
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                out.append("'\\''");
            } else if (isLoneByte(text, i)) {
                out.append(String.format(Locale.ROOT, "'\"$(printf '\\%03o')\"'", c & 0xff));
            } else {
                out.append(c);
            }
        }
        return out.append('\'').toString();
    }

    /** Whether the character there stands for a single byte. */
    public static boolean isLoneByte(String text, int at) {
        char c = text.charAt(at);
        return c >= FIRST_BYTE && c <= LAST_BYTE && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
