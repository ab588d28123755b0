package io.nightshift.playbooks.migration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records of fixed width, one after another without anything between them, as mainframes keep them. */
public final class RecordLayout {
    private final List<Field> fields;
    private final int length;

    /** @throws IllegalArgumentException for a layout without fields, or with two of one name */
    public RecordLayout(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.length = fields.stream().mapToInt(Field::length).sum();
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (field.kind().means() && !names.add(field.name())) {
                throw new IllegalArgumentException("two fields of the layout are called `" + field.name() + "`");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("the layout has no fields");
        }
    }

    /** The names of the fields that have a meaning. */
    List<String> names() {
        return fields.stream()
                .filter(field -> field.kind().means())
                .map(Field::name)
                .toList();
    }

    /** Which fields are numbers. */
    Set<String> numbers() {
        Set<String> names = new HashSet<>();
        fields.stream().filter(field -> field.kind().isNumber()).forEach(field -> names.add(field.name()));
        return names;
    }

    /** Each record's values by name. */
    List<Map<String, String>> read(String name, byte[] content, Charset charset) throws LossyException {
        List<String> places = new ArrayList<>();
        if (content.length % length != 0) {
            places.add(name + ": " + content.length + " bytes are no whole number of records of " + length + " bytes");
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (int start = 0; start + length <= content.length; start += length) {
            Map<String, String> row = new LinkedHashMap<>();
            int at = start;
            for (Field field : fields) {
                try {
                    String value = field.read(Arrays.copyOfRange(content, at, at + field.length()), charset);
                    if (field.kind().means()) {
                        row.put(field.name(), value);
                    }
                } catch (IllegalArgumentException e) {
                    places.add(name + ": record " + (rows.size() + 1) + ", field `" + field.name() + "` at byte " + at
                            + ": " + e.getMessage());
                }
                at += field.length();
            }
            rows.add(row);
        }
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        return rows;
    }

    /** The records that rows make; what has no meaning is filled. */
    byte[] write(String name, List<Map<String, String>> rows, Charset charset) throws LossyException {
        List<String> places = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream(rows.size() * length);
        int number = 0;
        for (Map<String, String> row : rows) {
            number++;
            for (Field field : fields) {
                String value = row.get(field.name());
                try {
                    if (field.kind().means() && value == null) {
                        throw new IllegalArgumentException("there is no value for it");
                    }
                    out.writeBytes(field.write(value == null ? "" : value, charset));
                } catch (IllegalArgumentException e) {
                    places.add(name + ": row " + number + ", field `" + field.name() + "`: " + e.getMessage());
                }
            }
            for (String other : row.keySet()) {
                if (!names().contains(other)) {
                    places.add(name + ": row " + number + ": the layout has no field `" + other + "`");
                }
            }
        }
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        return out.toByteArray();
    }
}
