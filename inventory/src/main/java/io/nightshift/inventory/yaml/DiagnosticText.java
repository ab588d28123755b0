package io.nightshift.inventory.yaml;

import org.jspecify.annotations.Nullable;

/** Draws a problem: the message, the source line, and carets that stay under the right characters. */
final class DiagnosticText {
    private static final int WIDEST_LINE = 160;
    private static final int SHOWN_BEFORE = 60;

    private DiagnosticText() {}

    static String render(Diagnostic problem, String file, @Nullable SourceLines source) {
        StringBuilder out = new StringBuilder();
        out.append(problem.severity().word()).append(": ").append(printable(problem.message()));
        out.append('\n');
        Position position = problem.position();
        if (!file.isEmpty()) {
            Position shown = new Position(printable(file), position.line(), position.column());
            out.append("  --> ").append(shown).append('\n');
        }
        if (source != null && position.hasLine()) {
            source.line(position.line()).ifPresent(line -> drawLine(out, line, problem));
        }
        String hint = problem.hint();
        if (hint != null) {
            out.append("hint: ").append(printable(hint)).append('\n');
        }
        return out.toString();
    }

    private static void drawLine(StringBuilder out, String line, Diagnostic problem) {
        int[] points = line.codePoints().toArray();
        int start = Math.min(Math.max(problem.position().column() - 1, 0), points.length);
        int end = Math.min(start + problem.length(), Math.max(points.length, start + 1));
        int from = 0;
        int to = points.length;
        if (points.length > WIDEST_LINE) {
            from = Math.max(0, Math.min(start - SHOWN_BEFORE, points.length - WIDEST_LINE));
            to = Math.min(points.length, from + WIDEST_LINE);
            end = Math.min(end, Math.max(to, start + 1));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder carets = new StringBuilder();
        if (from > 0) {
            text.append('…');
            carets.append(' ');
        }
        for (int i = from; i < to; i++) {
            int point = printable(points[i]);
            text.appendCodePoint(point);
            appendUnder(carets, point, i >= start && i < end, i < start);
        }
        if (start >= to) {
            carets.append('^');
        }
        if (to < points.length) {
            text.append('…');
        }
        String gutter = problem.position().line() + " | ";
        out.append(gutter).append(text.toString().stripTrailing()).append('\n');
        out.append(" ".repeat(gutter.length()))
                .append(carets.toString().stripTrailing())
                .append('\n');
    }

    /** A tab stays a tab and a wide character takes two cells, so the caret stands where a terminal shows the text. */
    private static void appendUnder(StringBuilder carets, int point, boolean marked, boolean before) {
        if (!marked && !before) {
            return;
        }
        String mark = marked ? "^" : " ";
        if (point == '\t') {
            carets.append(marked ? "^" : "\t");
        } else {
            carets.append(mark.repeat(width(point)));
        }
    }

    /** How many terminal cells a character takes: 0, 1 or 2 (East Asian Width, Unicode annex 11, in ranges). */
    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1F64F
                || point >= 0x1F680 && point <= 0x1F6FF
                || point >= 0x1F900 && point <= 0x1F9FF
                || point >= 0x20000 && point <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** Control characters could steer the terminal, so they are shown as a replacement character. */
    private static int printable(int point) {
        return point == '\t' || !(Character.isISOControl(point) || isBidiControl(point)) ? point : 0xFFFD;
    }

    private static boolean isBidiControl(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(point == '\n' ? point : printable(point)));
        return out.toString();
    }
}
