package io.nightshift.core.platform.posix.text;

import io.nightshift.core.transport.ShellQuote;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What this platform says in POSIX sh (dash, bash, BusyBox): words, and commands that print. Quoting itself is {@link ShellQuote}'s.
 *
 * <p>Strings are those of {@link HostText}: a byte that was no UTF-8 on the host is a lone low surrogate here and becomes that
 * byte again.
 */
public final class ShellText {
    private static final int OCTAL = 8;

    private ShellText() {}

    /**
     * The text as exactly one word, whatever it holds.
     *
     * @throws IllegalArgumentException for a NUL character, which no sh can carry
     */
    public static String word(String text) {
        return ShellQuote.quote(text);
    }

    /** All as words, separated by blanks. */
    public static String words(Collection<String> texts) {
        return texts.stream().map(ShellText::word).collect(Collectors.joining(" "));
    }

    /**
     * A command that prints exactly these bytes. printf is a builtin of every sh we know, so they show in no process list.
     * Everything but plain ASCII is written in octal: some versions of ash mistake bytes from 0x81 for their own marks.
     */
    public static String print(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length + bytes.length / 8 + 10).append("printf '");
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b == '\\') {
                out.append("\\\\");
            } else if (b == '%') {
                out.append("%%");
            } else if (b == '\'' || b == '-' && i == 0 || b != '\n' && b != '\t' && (b < ' ' || b > '~')) {
                out.append(octal(b));
            } else {
                out.append((char) b);
            }
        }
        return out.append('\'').toString();
    }

    /** A command that prints exactly this text, without a newline of its own. */
    public static String print(String text) {
        return print(HostText.encode(text));
    }

    /** Permission bits as chmod takes them. */
    public static String mode(int bits) {
        return String.format(Locale.ROOT, "%04o", bits);
    }

    private static String octal(int value) {
        String digits = Integer.toString(value, OCTAL);
        return "\\" + "0".repeat(3 - digits.length()) + digits;
    }
}
