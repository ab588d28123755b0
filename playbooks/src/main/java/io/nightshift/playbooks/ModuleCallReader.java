package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a module's name and arguments, in every form they are written, and checks them against its specification. */
final class ModuleCallReader {
    private static final Set<String> COMMANDS = Set.of("command", "shell", "script", "raw");
    private final Input input;
    /** Whether the call being read has a parameter that is none; a missing one may be that one, so it is not named. */
    private boolean misspelt;

    ModuleCallReader(Input input) {
        this.input = input;
    }

    /**
     * @param name the module as written
     * @param node its value
     * @param task the task's mapping, for {@code args}
     */
    ModuleCall read(Scalar name, YamlNode node, Mapping task) {
        Optional<ModuleSpec> spec = spec(name.text());
        if (spec.isEmpty()) {
            input.problems.warning(
                    name,
                    "this version has no module `" + name.text() + "`; the task fails where a host reaches it",
                    DidYouMean.closest(name.text(), input.modules.names())
                            .map(near -> "did you mean `" + near + "`? all modules: `nightshift doc`")
                            .orElse("all modules: `nightshift doc`"));
        }
        misspelt = false;
        Map<String, Object> arguments = new LinkedHashMap<>();
        Object whole = arguments(task.get("args"), arguments, spec.orElse(null));
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                put(arguments, spec.orElse(null), entry.key(), entry.value());
            }
        } else if (node instanceof Scalar scalar) {
            if (!scalar.isNull()) {
                inline(name, scalar, spec.orElse(null), arguments);
            }
        } else if (spec.isPresent() && COMMANDS.contains(spec.get().name())) {
            input.error(
                    node,
                    "`" + name.text() + "` takes its command as text, not as " + node.kind(),
                    "write `" + name.text() + ": uptime -p`, or `argv: [uptime, -p]` below `command:`");
        } else if (spec.isPresent()) {
            input.error(
                    node,
                    "the arguments of `" + name.text() + "` must be a mapping, not " + node.kind(),
                    "write `key: value` lines below `" + name.text() + ":`; see `nightshift doc "
                            + spec.get().name() + "`");
        }
        if (spec.isPresent() && whole == null && !misspelt) {
            required(name, spec.get(), arguments);
        }
        return new ModuleCall(name.text(), name.position(), spec.orElse(null), arguments, whole);
    }

    Optional<ModuleSpec> spec(String name) {
        Optional<ModuleSpec> language = LanguageModules.spec(name);
        return language.isPresent() ? language : input.modules.spec(name);
    }

    private @Nullable Object arguments(
            Optional<YamlNode> node, Map<String, Object> arguments, @Nullable ModuleSpec spec) {
        if (node.isEmpty() || node.get() instanceof Scalar scalar && scalar.isNull()) {
            return null;
        }
        if (node.get() instanceof Scalar scalar && scalar.toValue() instanceof Source source) {
            return input.value(node.get()) == null ? null : source;
        }
        input.mapping(node.get(), "`args`")
                .ifPresent(mapping ->
                        mapping.entries().forEach(entry -> put(arguments, spec, entry.key(), entry.value())));
        return null;
    }

    private void put(Map<String, Object> arguments, @Nullable ModuleSpec spec, Scalar key, YamlNode node) {
        Object value = input.value(node);
        put(arguments, spec, key, key.text(), value, node);
    }

    private void put(
            Map<String, Object> arguments,
            @Nullable ModuleSpec spec,
            Scalar at,
            String name,
            @Nullable Object value,
            YamlNode where) {
        if (spec == null) {
            Input.putNullable(arguments, name, value);
            return;
        }
        Optional<Parameter> parameter = spec.parameter(name);
        if (parameter.isEmpty() && !spec.anyParameter()) {
            Set<String> known = new LinkedHashSet<>();
            spec.parameters().forEach(p -> {
                known.add(p.name());
                known.addAll(p.aliases());
            });
            misspelt = true;
            String near = DidYouMean.closest(name, known)
                    .map(n -> "did you mean `" + n + "`? ")
                    .orElse("");
            input.problems.error(
                    at,
                    "`" + spec.name() + "` has no parameter `" + name + "`",
                    near.isEmpty() || Keywords.TASK.contains(name)
                            ? hint(spec, name)
                            : near + "all parameters: `nightshift doc " + spec.name() + "`");
            return;
        }
        if (parameter.isPresent() && value != null) {
            Args.problem(spec, parameter.get(), value)
                    .ifPresent(problem -> input.error(where, problem, "see `nightshift doc " + spec.name() + "`"));
        }
        Input.putNullable(arguments, parameter.map(Parameter::name).orElse(name), value);
    }

    /** A keyword of the task among the arguments is indented too deep. */
    private static String hint(ModuleSpec spec, String name) {
        if (LanguageModules.spec(spec.name()).isPresent()) {
            return "variables for its tasks belong under `vars:`";
        }
        return Keywords.TASK.contains(name) || LoopReader.isLoop(name)
                ? "it is a keyword of the task: indent it like `" + spec.name() + ":`, not below it"
                : "all parameters: `nightshift doc " + spec.name() + "`";
    }

    private void inline(Scalar name, Scalar scalar, @Nullable ModuleSpec spec, Map<String, Object> arguments) {
        input.value(scalar);
        String freeForm = spec == null ? "_raw_params" : spec.freeForm();
        KeyValueText.Parts parts;
        if (spec != null && COMMANDS.contains(spec.name())) {
            Set<String> options = new LinkedHashSet<>();
            spec.parameters().forEach(p -> options.add(p.name()));
            options.removeAll(Set.of("cmd", "argv", "_raw_params")); // `tool cmd=x` is a word of the command
            parts = KeyValueText.readCommand(scalar.text(), options);
        } else if (spec != null
                && freeForm == null
                && scalar.toValue() instanceof Source source
                && scalar.text().strip().startsWith("{{")
                && scalar.text().strip().endsWith("}}")) {
            input.error(
                    scalar,
                    "the arguments of `" + name.text() + "` cannot be one template here",
                    "write them under `args: \"" + source.text() + "\"`");
            return;
        } else {
            parts = KeyValueText.read(scalar.text());
        }
        for (Map.Entry<String, String> pair : parts.pairs().entrySet()) {
            put(arguments, spec, scalar, pair.getKey(), Source.of(pair.getValue(), scalar.textPosition()), scalar);
        }
        String rest = String.join(" ", parts.rest());
        if (rest.isEmpty()) {
            return;
        }
        if (freeForm == null) {
            misspelt = true;
            input.error(
                    scalar,
                    "`" + rest + "` is no argument of `" + name.text() + "`",
                    "write `key=value` pairs, or a mapping below `" + name.text() + ":`");
            return;
        }
        // A value that is only text keeps its type-free form: `meta: flush_handlers`, `include_tasks: x.yml`.
        arguments.put(freeForm, Source.of(rest, scalar.textPosition()));
    }

    private void required(Scalar name, ModuleSpec spec, Map<String, Object> arguments) {
        for (Parameter parameter : spec.parameters()) {
            if (parameter.required() && !arguments.containsKey(parameter.name())) {
                input.error(
                        name,
                        "`" + spec.name() + "` needs the parameter `" + parameter.name() + "`",
                        "see `nightshift doc " + spec.name() + "`");
            }
        }
        for (List<String> group : spec.oneOf()) {
            if (group.stream().noneMatch(arguments::containsKey)) {
                input.error(
                        name,
                        "`" + spec.name() + "` needs one of " + String.join(", ", group),
                        "see `nightshift doc " + spec.name() + "`");
            }
        }
        for (List<String> group : spec.exclusive()) {
            List<String> given = group.stream().filter(arguments::containsKey).toList();
            if (given.size() > 1) {
                input.error(
                        name,
                        "`" + spec.name() + "` takes only one of " + String.join(", ", given),
                        "remove the others");
            }
        }
    }
}
