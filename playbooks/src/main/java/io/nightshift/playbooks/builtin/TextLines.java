package io.nightshift.playbooks.builtin;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** The lines of a text, cut when they are asked for: a long output is kept once, not once more for each of its lines. */
public final class TextLines extends AbstractList<String> implements RandomAccess {
    private final String text;
    /** Where each line begins, and one more place behind the last line. */
    private final int[] starts;

    public TextLines(String text) {
        this.text = text;
        int[] found = new int[16];
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            if (lines + 2 > found.length) {
                found = Arrays.copyOf(found, found.length * 2);
            }
            found[lines++] = at;
            at = behindLine(at);
        }
        found[lines] = at;
        this.starts = Arrays.copyOf(found, lines + 1);
    }

    /** Lines end as for {@link String#lines}: with a line feed, a carriage return, or both. */
    private int behindLine(int from) {
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\n') {
                return at + 1;
            }
            if (next == '\r') {
                return at + 1 < text.length() && text.charAt(at + 1) == '\n' ? at + 2 : at + 1;
            }
        }
        return text.length();
    }

    @Override
    public String get(int index) {
        int end = starts[index + 1];
        int start = starts[index];
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    @Override
    public int size() {
        return starts.length - 1;
    }
}
