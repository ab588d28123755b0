package io.nightshift.core.platform.posix.text;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Words of one long text for a shell. A byte that was no UTF-8 is printed once, into a variable, and not by a process of its own
 * each time that it comes.
 */
public final class OddBytes {
    private static final int BYTE = 0xff;

    private final SortedSet<Integer> seen = new TreeSet<>();

    /** The text as exactly one word, as {@link ShellText#word} has it. */
    public String word(String text) {
        StringBuilder out = new StringBuilder();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (HostText.isLoneByte(text, i)) {
                int odd = text.charAt(i) & BYTE;
                seen.add(odd);
                out.append(ShellText.word(text.substring(start, i)))
                        .append("\"$")
                        .append(variable(odd))
                        .append('"');
                start = i + 1;
            }
        }
        return out.append(ShellText.word(text.substring(start))).toString();
    }

    /** What has to stand before the words. */
    public String definitions() {
        StringBuilder out = new StringBuilder();
        for (int odd : seen) {
            out.append(variable(odd))
                    .append("=$(")
                    .append(ShellText.print(new byte[] {(byte) odd}))
                    .append(")\n");
        }
        return out.toString();
    }

    private static String variable(int odd) {
        return "_ns_byte" + odd;
    }
}
