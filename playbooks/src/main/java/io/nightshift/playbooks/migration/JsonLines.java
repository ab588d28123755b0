package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.migration.CsvDialect.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    static Table read(String name, String text) throws LossyException {
        List<String> places = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        List<Map<String, String>> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                JsonNode node = line.isBlank() ? null : JSON.readTree(line);
                if (node == null || !node.isObject()) {
                    places.add(name + ":" + number + ":1: this line is no JSON object");
                    continue;
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> value : node.properties()) {
                    if (value.getValue().isContainer() || value.getValue().isNull()) {
                        places.add(name + ":" + number + ":1: `" + value.getKey() + "` is neither a text nor a number");
                    }
                    row.put(value.getKey(), value.getValue().asString(""));
                }
                columns.addAll(row.keySet());
                rows.add(row);
            } catch (JacksonException e) {
                int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
                places.add(name + ":" + number + ":" + column + ": " + e.getOriginalMessage());
            }
        }
        for (int i = 0; i < rows.size() && places.isEmpty(); i++) {
            if (!rows.get(i).keySet().equals(columns)) {
                places.add(name + ":" + (i + 1) + ":1: not the same names as in the other lines");
            }
        }
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        return new Table(List.copyOf(columns), rows);
    }

    /** @param numbers columns whose values are written as numbers */
    static String write(Table table, Set<String> numbers) {
        StringBuilder out = new StringBuilder();
        for (Map<String, String> row : table.rows()) {
            Map<String, Object> values = new LinkedHashMap<>();
            row.forEach(
                    (column, value) -> values.put(column, numbers.contains(column) ? new BigDecimal(value) : value));
            out.append(JSON.writeValueAsString(values)).append('\n');
        }
        return out.toString();
    }
}
