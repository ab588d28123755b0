package io.nightshift.playbooks.migration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the content of one file into that of another, without a loss or not at all. */
public final class Conversion {
    private final Side from;
    private final Side to;

    /** What a content is. */
    public enum Form {
        TEXT,
        CSV,
        /** One JSON object a line. */
        JSON,
        /** Records of fixed width. */
        RECORDS
    }

    /**
     * How a content is written.
     *
     * @param ends of a text
     * @param csv of a table as CSV
     * @param layout of records; null for other forms
     */
    public record Side(
            Form form,
            Charset charset,
            LineEnds ends,
            CsvDialect csv,
            @Nullable RecordLayout layout) {}

    /** @throws IllegalArgumentException where one form cannot become the other */
    public Conversion(Side from, Side to) {
        if ((from.form() == Form.TEXT) != (to.form() == Form.TEXT)) {
            throw new IllegalArgumentException("a text without columns cannot become a table, nor a table such a text");
        }
        if (from.form() == Form.RECORDS && from.layout() == null || to.form() == Form.RECORDS && to.layout() == null) {
            throw new IllegalArgumentException("records need a `layout`");
        }
        this.from = from;
        this.to = to;
    }

    /**
     * The content as it is to be.
     *
     * @param name what it is called in sentences
     * @throws LossyException naming every place that would be lost
     */
    public byte[] apply(String name, byte[] content) throws LossyException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + content.length / 8);
        try {
            apply(name, new ByteArrayInputStream(content), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Writes the content as it is to be, of any size.
     *
     * @param name what it is called in sentences
     * @param out of no use where it is not whole
     * @throws LossyException naming every place that would be lost
     */
    public void apply(String name, InputStream in, OutputStream out) throws LossyException, IOException {
        Losses losses = new Losses();
        try {
            if (from.form() == Form.TEXT) {
                new TextConversion(from.charset(), to.charset(), to.ends()).convert(name, in, out, losses);
            } else {
                write(name, read(name, in, losses), out, losses);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the reader and writer of CSV wrap it
        }
        losses.check();
    }

    private Rows read(String name, InputStream in, Losses losses) {
        RecordLayout layout = from.layout();
        if (from.form() == Form.RECORDS && layout != null) {
            return layout.read(name, in, from.charset(), losses);
        }
        DecodedReader text = new DecodedReader(name, in, from.charset(), losses);
        return from.form() == Form.CSV ? from.csv().read(name, text, losses) : JsonLines.read(name, text, losses);
    }

    private void write(String name, Rows rows, OutputStream out, Losses losses) throws IOException {
        RecordLayout layout = to.layout();
        if (to.form() == Form.RECORDS && layout != null) {
            rows.to(layout.write(name, out, to.charset(), losses));
            return;
        }
        try (Writer text = new EncodedWriter(name, out, to.charset(), losses)) {
            if (to.form() == Form.CSV) {
                to.csv().write(rows, text);
            } else {
                RecordLayout read = from.layout();
                Set<String> numbers = from.form() == Form.RECORDS && read != null ? read.numbers() : Set.of();
                JsonLines.write(rows, numbers, text);
            }
        }
    }
}
