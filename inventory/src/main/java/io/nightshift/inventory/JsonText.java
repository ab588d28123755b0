package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON that an inventory script prints, into the same kinds of values that YAML gives. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    /** Why this is no JSON object, with line and column. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static Map<String, @Nullable Object> readObject(String text, Position position) throws Malformed {
        Object value;
        try {
            value = MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null || text.isBlank()
                    ? ""
                    : "; it stops being JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new Malformed((text.isBlank() ? "it printed nothing" : "it printed something else") + where);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Malformed("it printed " + (value instanceof List ? "a list" : "a single value"));
        }
        Map<String, @Nullable Object> converted = new LinkedHashMap<>();
        map.forEach((key, item) -> converted.put(String.valueOf(key), convert(item, position)));
        return converted;
    }

    private static @Nullable Object convert(@Nullable Object value, Position position) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> converted = new LinkedHashMap<>();
            map.forEach((key, item) -> converted.put(String.valueOf(key), convert(item, position)));
            return Collections.unmodifiableMap(converted);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(convert(item, position)));
            return Collections.unmodifiableList(items);
        }
        if (value instanceof String text) {
            return Source.of(text, position);
        }
        return value instanceof Number number ? number(number) : value;
    }

    private static Number number(Number number) {
        return number instanceof Integer
                ? (Number) number.longValue()
                : number instanceof BigInteger ? number : exact(number);
    }

    private static Number exact(Number number) {
        return number instanceof Long ? number : (Number) number.doubleValue();
    }
}
