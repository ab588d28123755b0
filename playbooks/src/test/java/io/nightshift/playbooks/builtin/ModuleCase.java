package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.list;
import static io.nightshift.playbooks.builtin.FakeHost.map;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.module.TaskSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One case of a case file. {@code args} go in, the {@code host} and {@code controller} are as described, and out come the
 * {@code plan} (a list of changes) or {@code fails} (the message), the {@code result} (the keys that matter), and for
 * actions the {@code effects}. {@code outcomes} says what became of the changes where it is not plain success.
 * {@code then} is what differs on the host once the first changes of a plan in two parts are made. {@code again} is the
 * reason why a second run cannot be shown to change nothing.
 */
record ModuleCase(Path file, Map<String, Object> parts) {
    private static final Set<String> KEYS = Set.of(
            "name",
            "args",
            "host",
            "controller",
            "settings",
            "probes",
            "plan",
            "fails",
            "then",
            "outcomes",
            "result",
            "effects",
            "again");

    ModuleCase {
        parts.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new AssertionError(file + ": a case has no `" + key + "`; it may have " + KEYS);
        });
    }

    /** Every case of a file, which is a list. */
    static List<ModuleCase> read(Path file) {
        Diagnostics problems = new Diagnostics();
        List<ModuleCase> cases = new ArrayList<>();
        new YamlReader(problems).read(file).ifPresent(node -> {
            for (Object item : list(plain(node.toValue()))) {
                cases.add(new ModuleCase(file, map(item)));
            }
        });
        if (problems.hasErrors()) {
            throw new AssertionError(problems.render());
        }
        return cases;
    }

    /** Expressions in a case are what the module would get if nobody had rendered them: text. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Source source) {
            return source.text();
        }
        if (value instanceof List<?> items) {
            List<Object> all = new ArrayList<>();
            items.forEach(item -> all.add(plain(item)));
            return all;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<String, Object> all = new LinkedHashMap<>();
            entries.forEach((key, item) -> all.put(String.valueOf(key), plain(item)));
            return all;
        }
        return value;
    }

    String name() {
        return String.valueOf(parts.get("name"));
    }

    Map<String, Object> args() {
        return map(parts.get("args"));
    }

    Map<String, Object> part(String name) {
        return map(parts.get(name));
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    TaskSettings settings() {
        Map<String, Object> given = part("settings");
        return new TaskSettings(
                FakeHost.text(given, "user", "root"),
                map(given.get("environment")).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue()))),
                (String) given.get("undo"),
                Boolean.TRUE.equals(given.get("check")),
                Boolean.TRUE.equals(given.get("diff")),
                map(given.get("facts")));
    }

    /** The host once the first part of a plan is done. */
    FakeHost laterHost() {
        Map<String, Object> later = new LinkedHashMap<>(part("host"));
        part("then").forEach((section, value) -> {
            if (value instanceof Map<?, ?> && later.get(section) instanceof Map<?, ?>) {
                Map<String, Object> merged = new LinkedHashMap<>(map(later.get(section)));
                merged.putAll(map(value));
                later.put(section, merged);
            } else {
                later.put(section, value);
            }
        });
        return new FakeHost(later);
    }
}
