package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Content;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One text for all that a change consists of, the same in every process: mappings and sets in order, files by their checksums
 * wherever they lie. Only ever digested, never shown: secrets are in it.
 */
final class Canonical {
    private final StringBuilder out = new StringBuilder();

    private Canonical() {}

    static String of(@Nullable Object value) {
        Canonical canonical = new Canonical();
        canonical.add(value);
        return canonical.out.toString();
    }

    private void add(@Nullable Object value) {
        if (value instanceof Content content) {
            out.append("content ").append(content.sha256());
        } else if (value instanceof byte[] bytes) {
            out.append("bytes ").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof Record parts) {
            out.append(value.getClass().getSimpleName()).append('(');
            for (RecordComponent part : value.getClass().getRecordComponents()) {
                out.append(part.getName()).append('=');
                add(valueOf(part, parts));
                out.append(' ');
            }
            out.append(')');
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, each) -> sorted.put(String.valueOf(name), each));
            out.append('{');
            sorted.forEach((name, each) -> {
                add(name);
                out.append(':');
                add(each);
                out.append(' ');
            });
            out.append('}');
        } else if (value instanceof Set<?> set) {
            Set<String> sorted = new TreeSet<>();
            set.forEach(each -> sorted.add(of(each)));
            out.append(sorted);
        } else if (value instanceof Collection<?> many) {
            out.append('[');
            many.forEach(each -> {
                add(each);
                out.append(' ');
            });
            out.append(']');
        } else {
            String text = String.valueOf(value);
            out.append(value == null ? "nothing" : text.length() + ":" + text); // the length keeps parts apart
        }
    }

    private static @Nullable Object valueOf(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a part of " + of.getClass().getSimpleName() + " cannot be read", e);
        }
    }
}
