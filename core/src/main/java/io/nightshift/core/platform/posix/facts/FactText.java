package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host said of itself, before it is understood.
 *
 * @param sections program outputs by short name
 * @param files lines of files by path
 */
public record FactText(Map<String, String> sections, Map<String, List<String>> files) {
    /** Takes the files out of the section {@code files}: {@code PATH:LINE}. */
    public static FactText of(Map<String, String> sections) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String line : sections.getOrDefault("files", "").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                files.computeIfAbsent(line.substring(0, colon), path -> new ArrayList<>())
                        .add(line.substring(colon + 1));
            }
        }
        return new FactText(sections, files);
    }

    String section(String name) {
        return sections.getOrDefault(name, "");
    }

    boolean has(String mark) {
        return List.of(section("marks").strip().split("\\s+")).contains(mark);
    }

    List<String> lines(String path) {
        return files.getOrDefault(path, List.of());
    }

    /** The first line of a file; empty without one. */
    String line(String path) {
        List<String> lines = lines(path);
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    /** {@code NAME=VALUE} lines, quotes taken off. */
    Map<String, String> assignments(String path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines(path)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
