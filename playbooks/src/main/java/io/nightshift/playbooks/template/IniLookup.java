package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lookup {@code ini}: {@code lookup('ini', 'port', section='web', file='app.ini')}. */
final class IniLookup {
    private IniLookup() {}

    static Object values(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList values = new NewList();
        for (Object term : terms) {
            Map<String, @Nullable Object> settings = new HashMap<>(options);
            String key = CsvLookup.keyAndSettings(Text.of(term), settings);
            Map<String, Map<String, String>> sections = read(
                    ControllerFiles.read(
                            FileLookups.file(Text.of(settings.getOrDefault("file", "ansible.ini")), scope)),
                    settings);
            Map<String, String> section =
                    sections.getOrDefault(Text.of(settings.getOrDefault("section", "global")), Map.of());
            if (Truth.of(settings.getOrDefault("re", false))) {
                Pattern pattern = Pattern.compile(key);
                section.forEach((name, value) -> {
                    if (pattern.matcher(name).lookingAt()) {
                        values.add(value);
                    }
                });
            } else {
                String value = section.get(key.toLowerCase(Locale.ROOT));
                values.add(value == null ? settings.getOrDefault("default", "") : value);
            }
        }
        return values;
    }

    private static Map<String, Map<String, String>> read(String text, Map<String, @Nullable Object> settings) {
        boolean properties = "properties".equals(settings.get("type"));
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> current = sections.computeIfAbsent(
                properties ? Text.of(settings.getOrDefault("section", "global")) : "", name -> new LinkedHashMap<>());
        String last = null;
        for (String line : text.split("\n", -1)) {
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                continue;
            }
            if (content.startsWith("[") && content.endsWith("]")) {
                current = sections.computeIfAbsent(
                        content.substring(1, content.length() - 1), name -> new LinkedHashMap<>());
                last = null;
            } else if (last != null && Character.isWhitespace(line.charAt(0))) {
                current.merge(last, content, (before, more) -> before + "\n" + more);
            } else {
                String[] parts = content.split("\\s*[=:]\\s*", 2);
                last = parts[0].toLowerCase(Locale.ROOT);
                current.put(last, parts.length > 1 ? parts[1] : "");
            }
        }
        return sections;
    }
}
