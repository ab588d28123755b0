package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it, byte for byte. */
public final class JsonWriter {
    private final @Nullable String indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean sortKeys;
    private final boolean ascii;
    private final StringBuilder out = new StringBuilder();

    /**
     * @param indent what one level is indented by; null writes everything on one line
     * @param ascii  characters beyond ASCII are escaped
     */
    public JsonWriter(
            @Nullable String indent, String itemSeparator, String keySeparator, boolean sortKeys, boolean ascii) {
        this.indent = indent;
        this.itemSeparator = itemSeparator;
        this.keySeparator = keySeparator;
        this.sortKeys = sortKeys;
        this.ascii = ascii;
    }

    public String write(@Nullable Object value) {
        out.setLength(0);
        write(value, 0);
        return out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        Bounds.depth(depth);
        Bounds.text(out.length());
        if (value == null) {
            out.append("null");
        } else if (value instanceof Boolean bool) {
            out.append(bool ? "true" : "false");
        } else if (value instanceof Double number) {
            out.append(decimal(number));
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof DateTime date) {
            string(date.toString().replace(' ', 'T'));
        } else {
            string(Text.of(value));
        }
    }

    private static String decimal(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Text.decimal(number);
    }

    private void list(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        String before = "";
        for (Object item : list) {
            out.append(before);
            newline(depth + 1);
            write(item, depth + 1);
            before = itemSeparator;
        }
        newline(depth);
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sortKeys) {
            entries.sort((x, y) -> Order.compare(x.getKey(), y.getKey()));
        }
        out.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : entries) {
            out.append(before);
            newline(depth + 1);
            string(key(entry.getKey()));
            out.append(keySeparator);
            write(entry.getValue(), depth + 1);
            before = itemSeparator;
        }
        newline(depth);
        out.append('}');
    }

    private static String key(@Nullable Object key) {
        if (key == null) {
            return "null";
        }
        return key instanceof Boolean bool ? (bool ? "true" : "false") : Text.of(key);
    }

    private void newline(int depth) {
        if (indent != null) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = "\"\\\n\r\t\b\f".indexOf(c);
            if (known >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(known));
            } else if (c < 0x20 || (ascii && c > 0x7e)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
