package io.nightshift.inventory.yaml;

import java.util.Objects;

/**
 * A template to be rendered when it is used: a string of our own YAML, inventory or command line that contains
 * <code>{{</code>, <code>{%</code> or <code>{#</code>.
 *
 * <p>Every other string is a plain {@link String} and is never rendered, whatever it contains. {@code position} is the
 * first character of the text itself (after an opening quote; the first line below a {@code |}).
 */
public record Source(String text, Position position) {

    public Source {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(position, "position");
    }

    /** True if a string of our own files has to be rendered before use. */
    public static boolean isTemplate(String text) {
        int brace = text.indexOf('{');
        while (brace >= 0 && brace + 1 < text.length()) {
            char next = text.charAt(brace + 1);
            if (next == '{' || next == '%' || next == '#') {
                return true;
            }
            brace = text.indexOf('{', brace + 1);
        }
        return false;
    }

    /** The text as a {@code Source} if it is a template, else the plain string. */
    public static Object of(String text, Position position) {
        return isTemplate(text) ? new Source(text, position) : text;
    }

    /**
     * Where the character at {@code offset} of the text was written; exact on one line and in {@code |} blocks, near in
     * folded text and behind escapes.
     */
    public Position at(int offset) {
        if (!position.hasLine()) {
            return position;
        }
        String before = text.substring(0, Math.min(Math.max(offset, 0), text.length()));
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        return new Position(
                position.file(),
                position.line() + lines,
                position.column() + lastLine.codePointCount(0, lastLine.length()));
    }

    @Override
    public String toString() {
        return text;
    }
}
