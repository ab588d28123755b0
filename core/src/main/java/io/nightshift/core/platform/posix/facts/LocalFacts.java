package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** The host's own facts: each {@code NAME.fact} file, or what it prints, is JSON or sections of {@code name=value}. */
final class LocalFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalFacts() {}

    static Map<String, Object> read(FactText text) {
        Map<String, Object> local = new LinkedHashMap<>();
        for (int i = 0; text.sections().containsKey("local." + i + ".name"); i++) {
            String name = text.section("local." + i + ".name").replaceFirst("\\.fact$", "");
            String content = text.section("local." + i + ".text");
            local.put(
                    name,
                    text.section("local." + i + ".rc").equals("0")
                            ? value(content)
                            : "Failure executing fact script (/" + name + "), rc: " + text.section("local." + i + ".rc")
                                    + ", err: ");
        }
        return local;
    }

    private static Object value(String content) {
        try {
            return JSON.readValue(content, Object.class);
        } catch (JacksonException e) {
            return sections(content);
        }
    }

    /** As Python's ConfigParser reads it: names of options in lower case. */
    private static Map<String, Object> sections(String content) {
        Map<String, Object> sections = new LinkedHashMap<>();
        Map<String, Object> section = new LinkedHashMap<>();
        for (String raw : content.split("\n")) {
            String line = raw.strip();
            int separator = separator(line);
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new LinkedHashMap<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";") && separator > 0) {
                section.put(
                        line.substring(0, separator).strip().toLowerCase(Locale.ROOT),
                        line.substring(separator + 1).strip());
            }
        }
        return sections;
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    }
}
