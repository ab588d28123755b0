package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * Turns a text from one character set into another, or refuses: every byte that stands for no character and every character that the
 * other set does not have is named by line and column (both from 1, columns in characters).
 */
final class TextConversion {
    private final Charset from;
    private final Charset to;
    private final LineEnds ends;

    TextConversion(Charset from, Charset to, LineEnds ends) {
        this.from = from;
        this.to = to;
        this.ends = ends;
    }

    /** @param name what the content is called in sentences */
    void convert(String name, InputStream in, OutputStream out, Losses losses) throws IOException {
        try (Reader text = new DecodedReader(name, in, from, losses);
                Writer copy = new EncodedWriter(name, out, to, losses)) {
            ends.pass(text, copy);
        }
    }
}
