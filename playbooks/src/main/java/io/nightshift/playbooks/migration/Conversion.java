package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.migration.CsvDialect.Table;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
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
        if (from.form() == Form.TEXT) {
            return new TextConversion(from.charset(), to.charset(), to.ends()).convert(name, content);
        }
        Table table = read(name, content);
        RecordLayout layout = to.layout();
        if (to.form() == Form.RECORDS && layout != null) {
            return layout.write(name, table.rows(), to.charset());
        }
        RecordLayout read = from.layout();
        Set<String> numbers = from.form() == Form.RECORDS && read != null ? read.numbers() : Set.of();
        String text = to.form() == Form.CSV ? to.csv().write(table) : JsonLines.write(table, numbers);
        return TextConversion.encode(name, text, to.charset());
    }

    private Table read(String name, byte[] content) throws LossyException {
        RecordLayout layout = from.layout();
        if (from.form() == Form.RECORDS && layout != null) {
            List<Map<String, String>> rows = layout.read(name, content, from.charset());
            return new Table(layout.names(), rows);
        }
        String text = TextConversion.decode(name, content, from.charset());
        return from.form() == Form.CSV ? from.csv().read(name, text) : JsonLines.read(name, text);
    }
}
