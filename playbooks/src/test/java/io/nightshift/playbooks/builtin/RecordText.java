package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Program;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records (changes, probes, effects) as the plain data that case files are written in: the type's name and its parts,
 * without those that are null, false or empty lists; modes in octal, contents as text.
 */
final class RecordText {
    private final Path controllerFiles;

    RecordText(Path controllerFiles) {
        this.controllerFiles = controllerFiles;
    }

    Map<String, Object> of(Record record) {
        return Map.of(record.getClass().getSimpleName(), parts(record));
    }

    private Map<String, Object> parts(Record record) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            if (value instanceof Attributes attributes) {
                put(parts, "owner", attributes.owner());
                put(parts, "group", attributes.group());
                put(parts, "mode", attributes.mode() == null ? null : String.format("%04o", attributes.mode()));
            } else {
                put(parts, component.getName(), plain(value));
            }
        }
        return parts;
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        boolean empty = value == null
                || Boolean.FALSE.equals(value)
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            parts.put(name, value);
        }
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value instanceof String text) {
            return text.replace(controllerFiles.toString(), "PLAYBOOK");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Content content) {
            return text(content);
        }
        if (value instanceof Program.Argv argv) {
            return new ArrayList<>(argv.words());
        }
        if (value instanceof Number number) {
            return number instanceof Double ? number : (Object) number.longValue();
        }
        if (value instanceof Enum<?> word) {
            return word.name();
        }
        if (value instanceof Duration duration) {
            return duration.toSeconds() + "s";
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> item instanceof Record record ? parts(record) : plain(item))
                    .toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((key, item) -> all.put(String.valueOf(key), plain(item)));
            return all;
        }
        return value instanceof Record record ? of(record) : String.valueOf(value);
    }

    private String text(Content content) {
        if (content instanceof Content.LocalFile file) {
            return "file " + controllerFiles.relativize(file.path());
        }
        byte[] bytes = ((Content.Bytes) content).bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.contains("\uFFFD") ? "latin1 " + new String(bytes, StandardCharsets.ISO_8859_1) : text;
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
