package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/** How lines of a text end. */
public enum LineEnds {
    /** As they are. */
    KEEP(""),
    LF("\n"),
    CRLF("\r\n"),
    CR("\r");

    private static final int BLOCK = 1 << 14;

    private final String mark;

    LineEnds(String mark) {
        this.mark = mark;
    }

    /** Passes a text on with these line ends; NEL (U+0085), which mainframes end lines with, counts as one. */
    void pass(Reader from, Writer to) throws IOException {
        char[] block = new char[BLOCK];
        boolean afterReturn = false;
        for (int read = from.read(block); read >= 0; read = from.read(block)) {
            if (this == KEEP) {
                to.write(block, 0, read);
                continue;
            }
            for (int i = 0; i < read; i++) {
                char at = block[i];
                if (at == '\n' && afterReturn) {
                    afterReturn = false;
                    continue;
                }
                afterReturn = at == '\r';
                if (at == '\r' || at == '\n' || at == '\u0085') {
                    to.write(mark);
                } else {
                    to.write(at);
                }
            }
        }
    }
}
