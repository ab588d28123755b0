package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lookup {@code csvfile}: the line whose first column is the key. */
final class CsvLookup {
    private CsvLookup() {}

    static Object values(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList values = new NewList();
        for (Object term : terms) {
            Map<String, @Nullable Object> settings = new HashMap<>(options);
            String key = keyAndSettings(Text.of(term), settings);
            String delimiter = Text.of(settings.getOrDefault("delimiter", "TAB"));
            char separator = delimiter.equals("TAB") || delimiter.equals("t")
                    ? '\t'
                    : delimiter.isEmpty() ? ',' : delimiter.charAt(0);
            Object column = Numbers.parseInteger(Text.of(settings.getOrDefault("col", "1")), 10);
            int index = column instanceof Long number ? number.intValue() : 1;
            Object found = settings.getOrDefault("default", null);
            for (List<String> row : rows(
                    ControllerFiles.read(
                            FileLookups.file(Text.of(settings.getOrDefault("file", "ansible.csv")), scope)),
                    separator)) {
                if (row.get(0).equals(key) && index < row.size()) {
                    found = row.get(index);
                    break;
                }
            }
            if (found != null) {
                values.add(found);
            }
        }
        return values;
    }

    /** {@code key name=value …}: the first word is the key, the rest settings. */
    static String keyAndSettings(String term, Map<String, @Nullable Object> settings) {
        String[] words = term.strip().split("\\s+", -1);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                return term;
            }
            settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return words[0];
    }

    private static List<List<String>> rows(String text, char separator) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted && i < text.length()) {
                boolean twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                quoted = c != '"' || twice;
                cell.append(quoted ? String.valueOf(c) : "");
                i += twice ? 1 : 0;
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }
}
