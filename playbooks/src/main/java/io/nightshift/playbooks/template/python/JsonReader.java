package io.nightshift.playbooks.template.python;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON into plain values. */
public final class JsonReader {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Bounds.DEPTH)
                            .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonReader() {}

    /** @throws PythonException when the text is no JSON */
    public static @Nullable Object read(String text) {
        try {
            JsonNode node = text.isBlank() ? null : MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new PythonException("the text is empty, so it is no JSON");
            }
            return value(node);
        } catch (JacksonException problem) {
            String place = problem.getLocation() == null
                    ? ""
                    : ", line " + problem.getLocation().getLineNr() + ", column "
                            + problem.getLocation().getColumnNr();
            throw new PythonException(
                    "the text is no JSON" + place,
                    "it begins: " + (text.length() > 60 ? text.substring(0, 60) + "…" : text));
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            NewMap map = new NewMap();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                map.put(entry.getKey(), value(entry.getValue()));
            }
            return map;
        }
        if (node.isArray()) {
            NewList list = new NewList();
            for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
                list.add(value(items.next()));
            }
            return list;
        }
        if (node.isIntegralNumber()) {
            return Numbers.normal(node.bigIntegerValue());
        }
        return node.isNumber()
                ? (Object) node.doubleValue()
                : node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : node.stringValue();
    }
}
