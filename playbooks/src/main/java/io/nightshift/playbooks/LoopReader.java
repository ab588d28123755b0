package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code loop}, {@code with_…} and {@code loop_control}. */
final class LoopReader {
    private static final Set<String> LOOPS = Set.of(
            "items",
            "list",
            "dict",
            "fileglob",
            "filetree",
            "first_found",
            "indexed_items",
            "flattened",
            "nested",
            "cartesian",
            "together",
            "subelements",
            "sequence",
            "random_choice",
            "file",
            "lines",
            "ini",
            "inventory_hostnames",
            "env",
            "template",
            "url",
            "password",
            "pipe",
            "vars",
            "varnames",
            "csvfile");
    private static final Set<String> LOOP_CONTROL =
            Set.of("loop_var", "index_var", "label", "pause", "extended", "extended_allitems");

    private final Input input;

    LoopReader(Input input) {
        this.input = input;
    }

    /** Whether a key of a task is {@code with_} and a lookup this version has. */
    static boolean isLoop(String key) {
        return key.startsWith("with_") && LOOPS.contains(key.substring(5));
    }

    /** The words that may follow {@code with_}. */
    static Set<String> lookups() {
        return new TreeSet<>(LOOPS);
    }

    @Nullable
    Loop read(Mapping in) {
        Entry found = null;
        for (Entry entry : in.entries()) {
            if (entry.key().text().equals("loop") || isLoop(entry.key().text())) {
                if (found != null) {
                    input.problems.error(
                            entry.key(),
                            "a task has one loop, and this one has two: `"
                                    + found.key().text() + "` and `"
                                    + entry.key().text() + "`",
                            "keep one of them; `product`, `zip` and `subelements` join lists");
                }
                found = entry;
            }
        }
        if (found == null) {
            in.get("loop_control")
                    .ifPresent(node ->
                            input.error(node, "`loop_control` has no loop to control", "add `loop:`, or remove it"));
            return null;
        }
        Optional<Mapping> control = in.get("loop_control").flatMap(node -> input.mapping(node, "`loop_control`"));
        control.ifPresent(mapping -> input.refuseOthers(mapping, LOOP_CONTROL, "`loop_control`"));
        Object items = input.value(found.value());
        String key = found.key().text();
        if (items == null) {
            input.problems.error(
                    found.key(),
                    "`" + key + "` has nothing to loop over",
                    "write `" + key + ": [one, two]`, or remove it");
            return null;
        }
        if (key.equals("loop") && !(items instanceof List<?> || items instanceof Source)) {
            input.error(
                    found.value(),
                    "`loop` must be a list, not " + found.value().kind(),
                    "write `loop: [one, two]`, or `loop: \"{{ some_list }}\"`");
            return null;
        }
        return new Loop(
                found.value().position(),
                key.equals("loop") ? null : key.substring(5),
                items,
                control.flatMap(c -> variable(c, "loop_var")).orElse("item"),
                control.flatMap(c -> variable(c, "index_var")).orElse(null),
                control.map(c -> input.value(c.get("label").orElse(null))).orElse(null),
                control.map(c -> input.value(c.get("pause").orElse(null))).orElse(null),
                control.flatMap(c -> c.get("extended"))
                        .map(YamlNode::toValue)
                        .filter(Boolean.TRUE::equals)
                        .isPresent());
    }

    private Optional<String> variable(Mapping control, String key) {
        Optional<String> name = input.text(control, key);
        name.ifPresent(it -> input.variableName(control.get(key).orElseThrow(), it));
        return name;
    }
}
