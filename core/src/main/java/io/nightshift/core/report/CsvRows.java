package io.nightshift.core.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of RFC 4180 that a spreadsheet may open whatever hosts have put into it. */
public final class CsvRows {
    private final StringBuilder out = new StringBuilder();

    /** @param columns their names, with commas between them */
    public CsvRows(String columns) {
        out.append(columns).append("\r\n");
    }

    public void add(List<? extends @Nullable Object> cells) {
        out.append(cells.stream().map(CsvRows::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    public String text() {
        return out.toString();
    }

    /** A spreadsheet runs what begins like a formula, so such a text gets a quote before it. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = SafeText.line(String.valueOf(value));
        if (!text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
