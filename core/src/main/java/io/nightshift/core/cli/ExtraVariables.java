package io.nightshift.core.cli;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.VaultOpener;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code -e}: {@code key=value} pairs, YAML or JSON, or a file of them. Values of pairs are text, as in Ansible. */
final class ExtraVariables {
    private static final String NAME = "--extra-vars";
    private final Diagnostics problems;
    private final VaultOpener vault;
    private final Path folder;

    ExtraVariables(Diagnostics problems, VaultOpener vault, Path folder) {
        this.problems = problems;
        this.vault = vault;
        this.folder = folder;
    }

    Map<String, Object> read(List<String> arguments) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String argument : arguments) {
            String text = argument.strip();
            YamlReader yaml = new YamlReader(problems, vault);
            if (text.startsWith("@")) {
                mapping(yaml.read(folder.resolve(text.substring(1))), all, text.substring(1));
            } else if (text.startsWith("{") || text.startsWith("[")) {
                mapping(yaml.read(NAME, text), all, NAME);
            } else {
                pairs(text, all);
            }
        }
        return all;
    }

    private void mapping(Optional<YamlNode> node, Map<String, Object> all, String name) {
        if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
            mapping.toValue().forEach((key, value) -> put(all, key, value));
        } else if (node.isPresent()) {
            problems.error(
                    Position.ofFile(name),
                    1,
                    "this must be a mapping of variables, not " + node.get().kind(),
                    null);
        }
    }

    private void pairs(String text, Map<String, Object> all) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (quote != 0 && i < text.length()) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                pair(word.toString(), all);
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
    }

    private void pair(String word, Map<String, Object> all) {
        if (word.isEmpty()) {
            return;
        }
        int at = word.indexOf('=');
        if (at <= 0) {
            problems.error(
                    Position.ofFile(NAME),
                    1,
                    "`" + word + "` is no variable",
                    "write key=value, or @FILE for a file of variables");
            return;
        }
        all.put(word.substring(0, at), Source.of(word.substring(at + 1), new Position(NAME, 0, 0)));
    }

    @SuppressWarnings("NullAway") // variables may be null, as in Ansible
    private static void put(Map<String, Object> all, String key, @org.jspecify.annotations.Nullable Object value) {
        all.put(key, value);
    }
}
