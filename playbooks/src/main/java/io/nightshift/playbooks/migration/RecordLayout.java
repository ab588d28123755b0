package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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
    Rows read(String name, InputStream in, Charset charset, Losses losses) {
        return new Rows() {
            private long number;

            @Override
            public List<String> columns() {
                return names();
            }

            @Override
            public @Nullable Map<String, String> next() throws IOException {
                while (true) {
                    byte[] record = in.readNBytes(length);
                    if (record.length < length) {
                        long bytes = number * length + record.length;
                        if (record.length > 0) {
                            losses.add(name + ": " + bytes + " bytes are no whole number of records of " + length
                                    + " bytes");
                        }
                        return null;
                    }
                    Map<String, String> row = row(name, record, number++, charset, losses);
                    if (row != null) {
                        return row;
                    }
                }
            }
        };
    }

    private @Nullable Map<String, String> row(String name, byte[] record, long number, Charset charset, Losses losses) {
        Map<String, String> row = new LinkedHashMap<>();
        boolean whole = true;
        int at = 0;
        for (Field field : fields) {
            try {
                String value = field.read(Arrays.copyOfRange(record, at, at + field.length()), charset);
                if (field.kind().means()) {
                    row.put(field.name(), value);
                }
            } catch (IllegalArgumentException e) {
                losses.add(name + ": record " + (number + 1) + ", field `" + field.name() + "` at byte "
                        + (number * length + at) + ": " + e.getMessage());
                whole = false;
            }
            at += field.length();
        }
        return whole ? row : null;
    }

    /** Writes the records that rows make; what has no meaning is filled. */
    Rows.Sink write(String name, OutputStream out, Charset charset, Losses losses) {
        Set<String> known = Set.copyOf(names());
        AtomicLong number = new AtomicLong();
        return row -> {
            String where = name + ": row " + number.incrementAndGet();
            for (Field field : fields) {
                String value = row.get(field.name());
                try {
                    if (field.kind().means() && value == null) {
                        throw new IllegalArgumentException("there is no value for it");
                    }
                    out.write(field.write(value == null ? "" : value, charset));
                } catch (IllegalArgumentException e) {
                    losses.add(where + ", field `" + field.name() + "`: " + e.getMessage());
                }
            }
            for (String other : row.keySet()) {
                if (!known.contains(other)) {
                    losses.add(where + ": the layout has no field `" + other + "`");
                }
            }
        };
    }
}
