package io.nightshift.core.record;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.Omit;
import io.nightshift.playbooks.template.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Values of templates as text and back, exactly: JSON, and for what JSON has no word for a mapping with the key {@code $}. All
 * of it is ASCII, so that a lone surrogate (a byte of a host that is no UTF-8) survives.
 */
final class ValueText {
    private static final String SPECIAL = "$";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(10_000)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    private ValueText() {}

    static String of(@Nullable Object value) {
        Packed text = new Packed();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return text.text();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger whole) {
            json.writeNumber(whole);
        } else if (value instanceof Number real) {
            number(json, real.doubleValue());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(each -> write(json, each));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            mapping(json, map);
        } else if (value instanceof Source source) {
            Position at = source.position();
            special(json, "source", List.of(source.text(), at.file(), (long) at.line(), (long) at.column()));
        } else if (value instanceof Omit) {
            special(json, "omit", List.of());
        } else if (value instanceof Undefined) {
            special(json, "undefined", List.of());
        } else {
            special(json, "text", List.of(String.valueOf(value)));
        }
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            special(json, "real", List.of(Double.toString(value)));
        }
    }

    private static void mapping(JsonGenerator json, Map<?, ?> map) {
        boolean plain = !map.containsKey(SPECIAL) && map.keySet().stream().allMatch(key -> key instanceof String);
        if (!plain) {
            List<@Nullable Object> entries = new ArrayList<>();
            map.forEach((key, value) -> {
                entries.add(key);
                entries.add(value);
            });
            special(json, "map", entries);
            return;
        }
        json.writeStartObject();
        map.forEach((key, value) -> {
            json.writeName((String) key);
            write(json, value);
        });
        json.writeEndObject();
    }

    private static void special(JsonGenerator json, String kind, List<?> parts) {
        json.writeStartObject();
        json.writeName(SPECIAL);
        json.writeString(kind);
        json.writeName("of");
        write(json, parts);
        json.writeEndObject();
    }

    /** @throws IllegalArgumentException for text that {@link #of} did not write */
    static @Nullable Object read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), Packed.read(text))) {
            return value(json, json.nextToken());
        } catch (tools.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("not a recorded value: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalArgumentException("a recorded value was cut short");
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> whole(json);
            case VALUE_NUMBER_FLOAT -> new BigDecimal(json.getString()).doubleValue();
            case START_ARRAY -> list(json);
            case START_OBJECT -> object(json);
            default -> throw new IllegalArgumentException("not a recorded value: " + token);
        };
    }

    private static Object whole(JsonParser json) {
        BigInteger number = json.getBigIntegerValue();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static List<@Nullable Object> list(JsonParser json) {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            list.add(value(json, token));
        }
        return list;
    }

    private static @Nullable Object object(JsonParser json) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            String name = json.currentName();
            map.put(name, value(json, json.nextToken()));
        }
        return map.containsKey(SPECIAL) ? special(map) : map;
    }

    private static @Nullable Object special(Map<String, @Nullable Object> map) {
        List<?> parts = map.get("of") instanceof List<?> list ? list : List.of();
        return switch (String.valueOf(map.get(SPECIAL))) {
            case "source" ->
                new Source(
                        String.valueOf(parts.get(0)),
                        new Position(
                                String.valueOf(parts.get(1)),
                                ((Long) parts.get(2)).intValue(),
                                ((Long) parts.get(3)).intValue()));
            case "omit" -> Omit.VALUE;
            case "undefined" -> Undefined.named("a recorded value");
            case "real" -> Double.valueOf(String.valueOf(parts.get(0)));
            case "text" -> parts.get(0);
            case "map" -> entries(parts);
            default -> throw new IllegalArgumentException("not a recorded value: " + map.get(SPECIAL));
        };
    }

    private static Map<@Nullable Object, @Nullable Object> entries(List<?> parts) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            map.put(parts.get(i), parts.get(i + 1));
        }
        return map;
    }
}
