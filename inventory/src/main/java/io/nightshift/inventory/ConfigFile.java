package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sections, keys and values of an {@code ansible.cfg}, as Python's configparser reads them. */
final class ConfigFile {
    private final Map<String, Value> values = new HashMap<>();

    /** A value with the position of its key. */
    record Value(String text, Position position, int keyLength) {}

    static ConfigFile empty() {
        return new ConfigFile();
    }

    static ConfigFile parse(String file, String text, Diagnostics problems) {
        ConfigFile config = new ConfigFile();
        String section = "";
        String lastKey = "";
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("\\s;.*", "").stripTrailing();
            String word = line.strip();
            if (word.isEmpty() || word.startsWith("#") || word.startsWith(";")) {
                continue;
            }
            Position position = new Position(file, i + 1, line.indexOf(word) + 1);
            int equals = separator(word);
            if (word.startsWith("[") && word.endsWith("]")) {
                section = word.substring(1, word.length() - 1);
                lastKey = "";
            } else if (Character.isWhitespace(line.charAt(0)) && !lastKey.isEmpty()) {
                config.values.computeIfPresent(
                        lastKey, (key, old) -> new Value(old.text() + "\n" + word, old.position(), old.keyLength()));
            } else if (equals > 0) {
                String key = word.substring(0, equals).strip();
                lastKey = section + "." + key.toLowerCase(Locale.ROOT);
                config.values.put(lastKey, new Value(word.substring(equals + 1).strip(), position, key.length()));
            } else {
                problems.error(
                        position, word.length(), "this line should be `name = value`", "or a section: `[defaults]`");
            }
        }
        return config;
    }

    Optional<Value> get(String section, String key) {
        return Optional.ofNullable(values.get(section + "." + key))
                .filter(it -> !it.text().isEmpty());
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || colon >= 0 && colon < equals ? colon : equals;
    }
}
