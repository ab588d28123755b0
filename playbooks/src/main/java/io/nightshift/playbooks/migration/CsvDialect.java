package io.nightshift.playbooks.migration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** A table: its columns in their order, and rows that have a value for each of them. */
    record Table(List<String> columns, List<Map<String, String>> rows) {}

    Table read(String name, String text) throws LossyException {
        List<CsvRecord> lines = lines(name, text);
        List<String> columns = new ArrayList<>();
        int width = lines.isEmpty() ? 0 : lines.get(0).getFieldCount();
        for (int i = 0; i < width; i++) {
            columns.add(header ? lines.get(0).getField(i) : "column" + (i + 1));
        }
        List<String> places = new ArrayList<>();
        if (new HashSet<>(columns).size() < columns.size()) {
            places.add(name + ":1:1: two columns have the same name");
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (CsvRecord line : lines.subList(header && !lines.isEmpty() ? 1 : 0, lines.size())) {
            if (line.getFieldCount() != columns.size()) {
                places.add(name + ":" + line.getStartingLineNumber() + ":1: " + line.getFieldCount()
                        + " values, and there are " + columns.size() + " columns");
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), line.getField(i));
            }
            rows.add(row);
        }
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        return new Table(columns, rows);
    }

    private List<CsvRecord> lines(String name, String text) throws LossyException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quote)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            return reader.stream().toList();
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LossyException(
                    List.of(name + ": " + e.getMessage() + (cause == e ? "" : " (" + cause.getMessage() + ")")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String write(Table table) {
        StringWriter out = new StringWriter();
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
        try (CsvWriter csv = builder.build(out)) {
            if (header) {
                csv.writeRecord(table.columns());
            }
            table.rows().forEach(row -> csv.writeRecord(row.values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
