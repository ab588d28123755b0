package io.nightshift.inventory;

import io.nightshift.inventory.script.Script;
import io.nightshift.inventory.script.ScriptFailure;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Texts;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dynamic inventory: an executable that prints JSON for {@code --list}, and for {@code --host NAME} unless the
 * list already holds {@code _meta.hostvars}.
 */
final class ScriptInventory {
    private final Script script;
    private final Position position;
    private final InventoryBuilder builder;
    private final Diagnostics problems;
    private final Texts texts;
    private final Set<String> hosts = new LinkedHashSet<>();

    ScriptInventory(Script script, String file, InventoryBuilder builder, Diagnostics problems, Texts texts) {
        this.texts = texts;
        this.script = script;
        this.position = Position.ofFile(file);
        this.builder = builder;
        this.problems = problems;
    }

    void read() {
        Optional<Map<String, @Nullable Object>> list = call("--list");
        if (list.isEmpty()) {
            return;
        }
        list.get().forEach((group, content) -> {
            if (!group.equals("_meta")) {
                readGroup(group, content);
            }
        });
        Map<?, ?> known =
                list.get().get("_meta") instanceof Map<?, ?> meta && meta.get("hostvars") instanceof Map<?, ?> m
                        ? m
                        : null;
        for (String host : hosts) {
            Object variables =
                    known != null ? known.get(host) : call("--host", host).orElse(Map.of());
            if (variables instanceof Map<?, ?> map) {
                map.forEach((key, value) -> builder.setHostVariable(host, String.valueOf(key), value, position));
            } else if (variables != null) {
                error("the variables of the host `" + host + "` are no JSON object", null);
            }
        }
    }

    private void readGroup(String group, @Nullable Object content) {
        builder.addGroup(group);
        if (content instanceof List<?> names) {
            addHosts(group, names);
        } else if (content instanceof Map<?, ?> parts) {
            boolean shorthand = List.of("hosts", "vars", "children").stream().noneMatch(parts::containsKey);
            if (shorthand) {
                addHosts(group, List.of(group));
                addVariables(group, parts);
            }
            addHosts(group, parts.get("hosts"));
            addVariables(group, parts.get("vars"));
            addChildren(group, parts.get("children"));
        } else {
            error("the group `" + group + "` is neither a list of hosts nor an object", null);
        }
    }

    private void addHosts(String group, @Nullable Object names) {
        if (names instanceof List<?> list) {
            for (Object name : list) {
                if (name instanceof String text && !text.isBlank()) {
                    hosts.add(text);
                    builder.addHost(text, group, position.file());
                } else {
                    error("`hosts` of the group `" + group + "` holds something that is no name", null);
                }
            }
        } else if (names != null) {
            error("`hosts` of the group `" + group + "` is no list", null);
        }
    }

    private void addVariables(String group, @Nullable Object variables) {
        if (variables instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> builder.setGroupVariable(group, String.valueOf(key), value, position, 1, problems));
        } else if (variables != null) {
            error("`vars` of the group `" + group + "` is no object", null);
        }
    }

    private void addChildren(String group, @Nullable Object children) {
        if (children instanceof List<?> list) {
            list.forEach(child -> {
                builder.addGroup(String.valueOf(child));
                if (!builder.addChild(group, String.valueOf(child))) {
                    error("the group `" + child + "` would contain itself through `" + group + "`", null);
                }
            });
        } else if (children != null) {
            error("`children` of the group `" + group + "` is no list", null);
        }
    }

    private Optional<Map<String, @Nullable Object>> call(String... arguments) {
        String command = position.file() + " " + String.join(" ", arguments);
        try {
            String text = output(command, arguments);
            if (text.isBlank() && arguments[0].equals("--host")) {
                return Optional.empty();
            }
            return Optional.of(JsonText.readObject(text, position));
        } catch (ScriptFailure e) {
            error("with `" + String.join(" ", arguments) + "` " + e.sentence(), e.hint());
        } catch (JsonText.Malformed e) {
            error(
                    "with `" + String.join(" ", arguments) + "` the script should print a JSON object: " + e.sentence(),
                    "look at what it prints: `" + problems.shown(Position.ofFile(command)) + "`");
        }
        return Optional.empty();
    }

    /** As it was printed when the run began, where one is resumed. */
    private String output(String command, String... arguments) throws ScriptFailure {
        Path name = Path.of("output of " + command);
        Optional<String> kept = texts.kept(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        String text = script.run(arguments).text();
        texts.used(name, text);
        return text;
    }

    private void error(String message, @Nullable String hint) {
        problems.error(position, 1, message, hint);
    }
}
