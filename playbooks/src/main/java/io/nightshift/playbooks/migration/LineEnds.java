package io.nightshift.playbooks.migration;

/** How lines of a text end. */
public enum LineEnds {
    /** As they are. */
    KEEP(""),
    LF("\n"),
    CRLF("\r\n"),
    CR("\r");

    private final String mark;

    LineEnds(String mark) {
        this.mark = mark;
    }

    /** The text with these line ends; NEL (U+0085), which mainframes end lines with, counts as one. */
    String in(String text) {
        if (this == KEEP) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            if (at == '\r' || at == '\n' || at == '\u0085') {
                out.append(mark);
            } else {
                out.append(at);
            }
        }
        return out.toString();
    }
}
