package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import io.nightshift.inventory.yaml.YamlNode.Sequence;
import io.nightshift.inventory.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every part of the reader needs: the files, the problems found so far, and the shapes that values may have. */
final class Input {
    final Diagnostics problems;
    final ModuleNames modules;
    final LoadTimeValues values;
    final List<Path> rolesPath;
    final List<Path> collectionsPath;
    final Map<String, Object> extraVariables;
    private final YamlReader yaml;
    private final Map<String, String> texts = new LinkedHashMap<>();

    Input(
            Diagnostics problems,
            YamlReader yaml,
            ModuleNames modules,
            LoadTimeValues values,
            List<Path> rolesPath,
            List<Path> collectionsPath,
            Map<String, Object> extraVariables) {
        this.problems = problems;
        this.yaml = yaml;
        this.modules = modules;
        this.values = values;
        this.rolesPath = List.copyOf(rolesPath);
        this.collectionsPath = List.copyOf(collectionsPath);
        this.extraVariables = extraVariables;
    }

    /** Reads a file and keeps its exact text, encrypted ones as they are. */
    Optional<YamlNode> read(Path file) {
        Path normal = file.toAbsolutePath().normalize();
        try {
            texts.putIfAbsent(normal.toString(), Files.readString(normal, StandardCharsets.UTF_8));
        } catch (IOException e) {
            // the reader reports it, with what a person can do about it
        }
        return yaml.read(normal);
    }

    /** Reads YAML that is no file's. */
    Optional<YamlNode> readText(String name, String text) {
        return yaml.read(name, text);
    }

    Map<String, String> texts() {
        return texts;
    }

    /** Names of handlers, one or several. */
    List<Object> names(Mapping in, String key) {
        List<Object> all = new ArrayList<>();
        for (YamlNode node : list(in.get(key), "`" + key + "`", true)) {
            Object value = value(node);
            if (!(node instanceof Scalar)) {
                error(
                        node,
                        "`" + key + "` must be the name of a handler or a list of names, not " + node.kind(),
                        "write `" + key + ": NAME`");
            } else if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** A list; one thing alone counts as a list of one where {@code alone} says so. Null and absent are empty. */
    List<YamlNode> list(Optional<YamlNode> node, String what, boolean alone) {
        if (node.isEmpty() || node.get() instanceof Scalar scalar && scalar.isNull()) {
            return List.of();
        }
        if (node.get() instanceof Sequence sequence) {
            return sequence.items();
        }
        if (alone) {
            return List.of(node.get());
        }
        error(node.get(), what + " must be a list, not " + node.get().kind(), "begin each entry with `- `");
        return List.of();
    }

    Optional<Mapping> mapping(YamlNode node, String what) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        error(node, what + " must be a mapping, not " + node.kind(), "write `key: value` lines there");
        return Optional.empty();
    }

    /** Text that is written there, without templates; empty and reported when it is something else. */
    Optional<String> text(Mapping in, String key) {
        Optional<YamlNode> node = in.get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar.text());
        }
        error(node.get(), "`" + key + "` must be text, not " + node.get().kind(), "write `" + key + ": some text`");
        return Optional.empty();
    }

    /** Plain values with their templates checked. */
    @Nullable
    Object value(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        Object value = node.toValue();
        check(value);
        return value;
    }

    Map<String, Object> variables(Optional<YamlNode> node, String what) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (node.isEmpty() || node.get() instanceof Scalar scalar && scalar.isNull()) {
            return all;
        }
        if (node.get() instanceof Sequence sequence) { // the old form: a list of mappings
            for (YamlNode item : sequence.items()) {
                all.putAll(variables(Optional.of(item), what));
            }
            return all;
        }
        Optional<Mapping> mapping = mapping(node.get(), what);
        if (mapping.isPresent()) {
            for (Entry entry : mapping.get().entries()) {
                Object value = value(entry.value());
                putNullable(all, entry.key().text(), value);
            }
        }
        return all;
    }

    /** Variables written at a play, block, task or role, where Ansible, too, wants names that an expression can use. */
    Map<String, Object> namedVariables(Optional<YamlNode> node, String what) {
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                variableName(entry.key(), entry.key().text());
            }
        }
        return variables(node, what);
    }

    /** Reports a name that no expression could use. */
    void variableName(YamlNode at, String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            error(
                    at,
                    "`" + name + "` cannot be the name of a variable",
                    "use letters, digits and `_`, not beginning with a digit");
        }
    }

    /** A whole number or a template that will give one. */
    @Nullable
    Object number(Mapping in, String key) {
        YamlNode node = in.get(key).orElse(null);
        Object value = value(node);
        if (node == null || value == null || value instanceof Source || value instanceof Number) {
            return value;
        }
        if (value instanceof String text && text.strip().matches("\\d+(\\.\\d+)?")) {
            return value;
        }
        error(
                node,
                "`" + key + "` must be a number, not "
                        + (node instanceof Scalar s ? "`" + s.text() + "`" : node.kind()),
                "write `" + key + ": 5`, or a template that gives a number");
        return null;
    }

    /** The name of a play, block or task. */
    @Nullable
    Object name(Mapping in) {
        YamlNode node = in.get("name").orElse(null);
        if (node != null && !(node instanceof Scalar)) {
            error(node, "`name` must be text, not " + node.kind(), "put the text on the same line, in quotes");
            return null;
        }
        return value(node);
    }

    /** Paths as a technician reads them: relative to where the command was started, as in positions. */
    String shown(Collection<Path> paths) {
        return paths.stream()
                .map(path -> problems.shown(Position.ofFile(path.toString())))
                .collect(Collectors.joining(", "));
    }

    List<Condition> conditions(Mapping in, String key) {
        List<Condition> conditions = new ArrayList<>();
        for (YamlNode node : list(in.get(key), "`" + key + "`", true)) {
            if (node instanceof Scalar scalar) {
                Condition condition = new Condition(
                        scalar.value() instanceof Boolean flag ? (flag ? "True" : "False") : scalar.text(),
                        scalar.textPosition());
                if (!condition.expression().isBlank()) {
                    values.checkCondition(condition, problems);
                    conditions.add(condition);
                }
            } else {
                error(
                        node,
                        "`" + key + "` must be an expression or a list of expressions, not " + node.kind(),
                        "write `" + key + ": release == 12`; several in a list must all hold");
            }
        }
        return conditions;
    }

    /** Text with templates rendered as far as the reader can; empty and reported when it needs a host's variables. */
    Optional<String> staticText(@Nullable Object value, Position position, String what, Map<String, Object> variables) {
        if (value instanceof Source source) {
            Optional<String> rendered = values.render(source, variables);
            if (rendered.isEmpty()) {
                problems.error(
                        position,
                        1,
                        what + " is read before any host is known, and `" + source.text()
                                + "` needs a host's variables",
                        "use include_tasks or include_role, or give the value with -e");
            }
            return rendered;
        }
        return value == null ? Optional.empty() : Optional.of(String.valueOf(value));
    }

    /** Reports keys that are not in {@code allowed}. */
    void refuseOthers(Mapping in, Collection<String> allowed, String where) {
        for (Entry entry : in.entries()) {
            String key = entry.key().text();
            if (!allowed.contains(key)) {
                problems.error(entry.key(), "`" + key + "` is not a keyword of " + where, Keywords.hint(key, allowed));
            }
        }
    }

    void error(YamlNode node, String message, @Nullable String hint) {
        if (node instanceof Scalar scalar) {
            problems.error(scalar, message, hint);
        } else {
            problems.error(node.position(), 1, message, hint);
        }
    }

    private void check(@Nullable Object value) {
        if (value instanceof Source source) {
            values.checkTemplate(source, problems);
        } else if (value instanceof List<?> list) {
            list.forEach(this::check);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::check);
        }
    }

    @SuppressWarnings("NullAway") // variables may be null, as in Ansible
    static void putNullable(Map<String, Object> all, String name, @Nullable Object value) {
        all.put(name, value);
    }
}
