package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one task or handler. */
final class TaskReader {
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
    private final DirectivesReader directives;
    private final ModuleCallReader calls;

    TaskReader(Input input, DirectivesReader directives) {
        this.input = input;
        this.directives = directives;
        this.calls = new ModuleCallReader(input);
    }

    Optional<Task> read(Mapping in, Place place) {
        Optional<Entry> module = module(in);
        if (module.isEmpty()) {
            return Optional.empty();
        }
        Directives own = directives.read(in);
        Scalar name = module.get().key();
        YamlNode value = module.get().value();
        if (name.text().equals("action") || name.text().equals("local_action")) {
            if (name.text().equals("local_action")) {
                Map<String, Object> values = new LinkedHashMap<>(own.values());
                values.put("delegate_to", "localhost");
                own = new Directives(
                        values,
                        own.when(),
                        own.tags(),
                        own.variables(),
                        own.environment(),
                        own.notifies(),
                        own.moduleDefaults());
            }
            Optional<Entry> called = called(module.get());
            if (called.isEmpty()) {
                return Optional.empty();
            }
            name = called.get().key();
            value = called.get().value();
        }
        ModuleCall call = calls.read(name, value, in);
        background(in);
        return Optional.of(new Task(
                place.path(),
                in.position(),
                input.value(in.get("name").orElse(null)),
                call,
                own.within(place.outer()),
                place.outer(),
                loop(in),
                register(in),
                list(in, "listen"),
                input.conditions(in, "until"),
                input.value(in.get("retries").orElse(null)),
                input.value(in.get("delay").orElse(null)),
                input.conditions(in, "changed_when"),
                input.conditions(in, "failed_when"),
                input.value(in.get("async").orElse(null)),
                input.value(in.get("poll").orElse(null)),
                undo(in),
                place.file(),
                place.handlers(),
                place.role()));
    }

    /** The key that is the module: the one that is no keyword. */
    private Optional<Entry> module(Mapping in) {
        List<Entry> others = new ArrayList<>();
        Entry action = null;
        for (Entry entry : in.entries()) {
            String key = entry.key().text();
            if (key.equals("action") || key.equals("local_action")) {
                action = entry;
            } else if (!Keywords.TASK.contains(key) && !isLoop(key)) {
                others.add(entry);
            }
        }
        Entry chosen = action;
        for (Entry entry : others) {
            if (chosen == null && calls.spec(entry.key().text()).isPresent()) {
                chosen = entry;
            }
        }
        if (chosen == null && others.size() > 1) {
            chosen = others.stream()
                    .filter(e -> e.key().text().contains("."))
                    .findFirst()
                    .orElse(null);
        }
        if (chosen == null && others.size() == 1) {
            Entry only = others.get(0);
            Optional<String> keyword = DidYouMean.closest(only.key().text(), Keywords.TASK);
            boolean meant = keyword.isPresent()
                    && DidYouMean.closest(only.key().text(), input.modules.names())
                            .isEmpty();
            chosen = meant && !only.key().text().contains(".") ? null : only;
        }
        for (Entry entry : others) {
            if (entry != chosen) {
                unknown(entry.key(), chosen);
            }
        }
        if (chosen == null && others.isEmpty()) {
            input.problems.error(
                    in.position(),
                    1,
                    "this task calls no module",
                    "add one, such as `ansible.builtin.command: uptime`");
        }
        return Optional.ofNullable(chosen);
    }

    private void unknown(Scalar key, @Nullable Entry chosen) {
        if (chosen != null && calls.spec(key.text()).isPresent()) {
            input.problems.error(
                    key,
                    "a task calls one module, and this one calls `"
                            + chosen.key().text() + "` and `" + key.text() + "`",
                    "begin a new task with `- name:`");
            return;
        }
        Set<String> candidates = new TreeSet<>(Keywords.TASK);
        candidates.addAll(input.modules.names());
        String hint = DidYouMean.closest(key.text(), candidates)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(null);
        if (key.text().startsWith("with_")) {
            hint = "the lookups after `with_` are " + String.join(", ", new TreeSet<>(LOOPS));
        }
        input.problems.error(key, "`" + key.text() + "` is not a keyword of a task", hint);
    }

    private static boolean isLoop(String key) {
        return key.startsWith("with_") && LOOPS.contains(key.substring(5));
    }

    /** {@code action: copy src=…} and {@code action: {module: copy, …}}. */
    private Optional<Entry> called(Entry action) {
        if (action.value() instanceof Mapping mapping) {
            Optional<YamlNode> module = mapping.get("module");
            if (module.isPresent() && module.get() instanceof Scalar name) {
                List<Entry> rest = mapping.entries().stream()
                        .filter(e -> !e.key().text().equals("module"))
                        .toList();
                return Optional.of(new Entry(name, new Mapping(mapping.position(), rest)));
            }
        } else if (action.value() instanceof Scalar scalar && !scalar.text().isBlank()) {
            String text = scalar.text().strip();
            int space = text.indexOf(' ');
            String word = space < 0 ? text : text.substring(0, space);
            String rest = space < 0 ? "" : text.substring(space + 1);
            return Optional.of(new Entry(scalar(word, scalar), scalar(rest, scalar)));
        }
        input.error(
                action.value(),
                "`" + action.key().text() + "` names no module",
                "write `" + action.key().text() + ": copy src=a dest=b`, or a mapping with `module: copy`");
        return Optional.empty();
    }

    private static Scalar scalar(String text, Scalar like) {
        return new Scalar(like.position(), text, text, like.quoted(), like.tag(), like.textPosition());
    }

    private @Nullable Loop loop(Mapping in) {
        Entry found = null;
        for (Entry entry : in.entries()) {
            if (entry.key().text().equals("loop") || isLoop(entry.key().text())) {
                if (found != null) {
                    input.problems.error(entry.key(), "a task has one loop, and this one has two", null);
                }
                found = entry;
            }
        }
        if (found == null) {
            return null;
        }
        Optional<Mapping> control = in.get("loop_control").flatMap(node -> input.mapping(node, "`loop_control`"));
        control.ifPresent(mapping -> input.refuseOthers(mapping, LOOP_CONTROL, "loop_control"));
        Object items = input.value(found.value());
        String key = found.key().text();
        if (items == null) {
            input.problems.error(found.key(), "`" + key + "` has nothing to loop over", "give a list");
            return null;
        }
        if (key.equals("loop") && !(items instanceof List<?> || items instanceof Source)) {
            input.error(
                    found.value(), "`loop` must be a list, not " + found.value().kind(), null);
            return null;
        }
        return new Loop(
                found.value().position(),
                key.equals("loop") ? null : key.substring(5),
                items,
                control.flatMap(c -> input.text(c, "loop_var")).orElse("item"),
                control.flatMap(c -> input.text(c, "index_var")).orElse(null),
                control.map(c -> input.value(c.get("label").orElse(null))).orElse(null),
                control.map(c -> input.value(c.get("pause").orElse(null))).orElse(null),
                control.flatMap(c -> c.get("extended"))
                        .map(YamlNode::toValue)
                        .filter(Boolean.TRUE::equals)
                        .isPresent());
    }

    private @Nullable String register(Mapping in) {
        String name = input.text(in, "register").orElse(null);
        if (name != null && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            input.error(
                    in.get("register").orElseThrow(),
                    "`" + name + "` cannot be the name of a variable",
                    "use letters, digits and `_`, not beginning with a digit");
        }
        return name;
    }

    private @Nullable Object undo(Mapping in) {
        YamlNode node = in.get("undo").orElse(null);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            input.error(node, "`undo` must be shell text that takes the task back", "for a handler: `undo: again`");
            return null;
        }
        return input.value(node);
    }

    private void background(Mapping in) {
        Position at = in.get("poll").map(YamlNode::position).orElse(in.position());
        Object poll = in.get("poll").map(YamlNode::toValue).orElse(null);
        if (in.has("async") && (poll instanceof Long number && number == 0)) {
            input.problems.error(
                    at,
                    1,
                    "`poll: 0` leaves a task running that nobody waits for, and this version does not offer that",
                    "remove `poll: 0`; hosts do not hold up one another");
        }
    }

    private List<Object> list(Mapping in, String key) {
        List<Object> all = new ArrayList<>();
        for (YamlNode node : input.list(in.get(key), "`" + key + "`", true)) {
            Object value = input.value(node);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }
}
