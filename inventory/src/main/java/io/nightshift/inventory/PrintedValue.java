package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as Python does: JSON with sorted keys and four spaces, or the short form of its own literals. */
final class PrintedValue {
    private static final String HIDDEN = "(from the vault)";

    private final Set<String> secrets;

    PrintedValue(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    String json(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        writeJson(value, "\n", out);
        return out.toString();
    }

    private void writeJson(@Nullable Object value, String newLine, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String separator = "{";
            for (Map.Entry<String, ?> entry : sorted(map).entrySet()) {
                out.append(separator)
                        .append(newLine)
                        .append("    ")
                        .append(quoted(entry.getKey()))
                        .append(": ");
                writeJson(entry.getValue(), newLine + "    ", out);
                separator = ",";
            }
            out.append(newLine).append('}');
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator).append(newLine).append("    ");
                writeJson(item, newLine + "    ", out);
                separator = ",";
            }
            out.append(newLine).append(']');
        } else if (value instanceof String || value instanceof Source) {
            out.append(quoted(shown(value.toString())));
        } else {
            out.append(value instanceof Map ? "{}" : value instanceof List ? "[]" : number(value));
        }
    }

    /** Python's repr, at the top level without quotes around text. */
    String python(@Nullable Object value) {
        return value instanceof String || value instanceof Source ? shown(value.toString()) : repr(value);
    }

    private String repr(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(it -> repr(it.getKey()) + ": " + repr(it.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(this::repr).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (value == null) {
            return "None";
        } else if (value instanceof Number) {
            return number(value);
        }
        String text = shown(value.toString()).replace("\\", "\\\\").replace("\n", "\\n");
        return text.contains("'") && !text.contains("\"") ? '"' + text + '"' : "'" + text.replace("'", "\\'") + "'";
    }

    private static String number(@Nullable Object value) {
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                return number.isNaN() ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
            }
            double size = Math.abs(number);
            boolean plain = size == 0 || size >= 1e-4 && size < 1e16;
            String text = plain ? new java.math.BigDecimal(number.toString()).toPlainString() : number.toString();
            return plain ? text : exponent(text);
        }
        return String.valueOf(value);
    }

    /** Java writes 1.0E20 and 1.5E-7, Python 1e+20 and 1.5e-07. */
    private static String exponent(String text) {
        int at = text.indexOf('E');
        String mantissa = text.substring(0, at).replaceFirst("\\.0$", "");
        int power = Integer.parseInt(text.substring(at + 1));
        return mantissa + (power < 0 ? "e-" : "e+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
    }

    private String shown(String text) {
        return secrets.contains(text) ? HIDDEN : text;
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }
}
