package io.nightshift.core.transport;

/** The one place where text becomes a word of POSIX sh. */
public final class ShellQuote {
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
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
