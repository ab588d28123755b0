package io.nightshift.playbooks.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A table as one JSON object a line. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonLines() {}

    static Rows read(String name, Reader text, Losses losses) {
        return new Read(name, new BufferedReader(text), losses);
    }

    private static final class Read implements Rows {
        private final String name;
        private final BufferedReader lines;
        private final Losses losses;
        private final List<String> columns = new ArrayList<>();
        private @Nullable Map<String, String> ahead;
        private boolean begun;
        private @Nullable Set<String> names;
        private long number;

        private Read(String name, BufferedReader lines, Losses losses) {
            this.name = name;
            this.lines = lines;
            this.losses = losses;
        }

        private void begin() throws IOException {
            if (!begun) {
                begun = true;
                ahead = row();
                if (ahead != null) {
                    columns.addAll(ahead.keySet());
                    names = new HashSet<>(columns);
                }
            }
        }

        @Override
        public List<String> columns() throws IOException {
            begin();
            return columns;
        }

        @Override
        public @Nullable Map<String, String> next() throws IOException {
            begin();
            Map<String, String> row = ahead;
            ahead = row == null ? null : row();
            return row;
        }

        /** The next line that is a row. */
        private @Nullable Map<String, String> row() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Map<String, String> row = row(line);
                if (row != null && names != null && !row.keySet().equals(names)) {
                    losses.add(name + ":" + number + ":1: not the same names as in the first line");
                } else if (row != null) {
                    return row;
                }
            }
            return null;
        }

        private @Nullable Map<String, String> row(String line) {
            try {
                JsonNode node = line.isBlank() ? null : JSON.readTree(line);
                if (node == null || !node.isObject()) {
                    losses.add(name + ":" + number + ":1: this line is no JSON object");
                    return null;
                }
                Map<String, String> row = new LinkedHashMap<>();
                boolean whole = true;
                for (Map.Entry<String, JsonNode> value : node.properties()) {
                    if (value.getValue().isContainer() || value.getValue().isNull()) {
                        losses.add(name + ":" + number + ":1: `" + value.getKey() + "` is neither a text nor a number");
                        whole = false;
                    }
                    row.put(value.getKey(), value.getValue().asString(""));
                }
                return whole ? row : null;
            } catch (JacksonException e) {
                int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
                losses.add(name + ":" + number + ":" + column + ": " + e.getOriginalMessage());
                return null;
            }
        }
    }

    /** @param numbers columns whose values are written as numbers */
    static void write(Rows rows, Set<String> numbers, Writer out) throws IOException {
        rows.to(row -> {
            Map<String, Object> values = new LinkedHashMap<>();
            row.forEach(
                    (column, value) -> values.put(column, numbers.contains(column) ? new BigDecimal(value) : value));
            out.write(JSON.writeValueAsString(values));
            out.write('\n');
        });
    }
}
