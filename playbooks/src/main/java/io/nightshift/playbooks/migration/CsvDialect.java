package io.nightshift.playbooks.migration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is written as text, of the many ways there are.
 *
 * @param header whether the first line names the columns; without, they are called {@code column1}, {@code column2} …
 * @param quoteAll whether every value stands in quotes, not only those that need it
 */
public record CsvDialect(char separator, char quote, boolean header, boolean quoteAll, LineEnds ends) {
    /** RFC 4180 with line feeds. */
    public static final CsvDialect STANDARD = new CsvDialect(',', '"', true, false, LineEnds.LF);

    public CsvDialect {
        if (separator == quote) {
            throw new IllegalArgumentException("the same character cannot separate and quote values");
        }
    }

    Rows read(String name, Reader text, Losses losses) {
        return new Read(name, lines(text), losses);
    }

    private Iterator<CsvRecord> lines(Reader text) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quote)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)
                .iterator();
    }

    private final class Read implements Rows {
        private final String name;
        private final Iterator<CsvRecord> lines;
        private final Losses losses;
        private final List<String> columns = new ArrayList<>();
        private @Nullable CsvRecord ahead;

        private Read(String name, Iterator<CsvRecord> lines, Losses losses) {
            this.name = name;
            this.lines = lines;
            this.losses = losses;
            CsvRecord first = line();
            for (int i = 0; first != null && i < first.getFieldCount(); i++) {
                columns.add(header ? first.getField(i) : "column" + (i + 1));
            }
            ahead = header ? line() : first;
            if (new HashSet<>(columns).size() < columns.size()) {
                losses.add(name + ":1:1: two columns have the same name");
            }
        }

        private @Nullable CsvRecord line() {
            try {
                return lines.hasNext() ? lines.next() : null;
            } catch (CsvParseException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                losses.add(name + ": " + e.getMessage() + (cause == e ? "" : " (" + cause.getMessage() + ")"));
                return null;
            }
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public @Nullable Map<String, String> next() {
            while (ahead != null) {
                CsvRecord line = ahead;
                ahead = line();
                if (line.getFieldCount() == columns.size()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), line.getField(i));
                    }
                    return row;
                }
                losses.add(name + ":" + line.getStartingLineNumber() + ":1: " + line.getFieldCount()
                        + " values, and there are " + columns.size() + " columns");
            }
            return null;
        }
    }

    void write(Rows rows, Writer out) throws IOException {
        LineDelimiter delimiter = switch (ends) {
            case CRLF -> LineDelimiter.CRLF;
            case CR -> LineDelimiter.CR;
            default -> LineDelimiter.LF;
        };
        CsvWriter.CsvWriterBuilder builder = CsvWriter.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quote)
                .lineDelimiter(delimiter);
        if (quoteAll) {
            builder.quoteStrategy(QuoteStrategies.ALWAYS);
        }
        CsvWriter csv = builder.build(out);
        List<String> columns = rows.columns();
        if (header) {
            csv.writeRecord(columns);
        }
        rows.to(row -> csv.writeRecord(columns.stream().map(row::get).toList()));
        csv.flush();
    }
}
