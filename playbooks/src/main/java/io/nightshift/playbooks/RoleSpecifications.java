package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a role says of its variables in {@code meta/argument_specs.yml}, or below {@code argument_specs} in {@code meta/main.yml}:
 * the role then begins with a task that checks them, as in Ansible.
 */
final class RoleSpecifications {
    private static final String MODULE = "ansible.builtin.validate_argument_spec";

    private final Input input;
    private final RoleFiles files;

    RoleSpecifications(Input input, RoleFiles files) {
        this.input = input;
        this.files = files;
    }

    /** The task that checks the variables of this use; empty where the role does not describe them. */
    Optional<Task> check(RoleReader.Use use, RoleScope role, Optional<Mapping> meta, Place place) {
        String entryPoint = use.tasksFrom().replaceFirst("\\.(yml|yaml|json)$", "");
        Optional<YamlNode> entry = specifications(role.path(), meta).flatMap(all -> all.get(entryPoint));
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Optional<Mapping> described = input.mapping(entry.get(), "an entry of `argument_specs`");
        Optional<Mapping> options = described
                .flatMap(it -> it.get("options"))
                .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                .flatMap(node -> input.mapping(node, "`options`"));
        if (options.isEmpty()) {
            return Optional.empty();
        }
        String description = described
                .flatMap(it -> it.get("short_description"))
                .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
                .orElse("");
        String title = "Validating arguments against arg spec '" + entryPoint + "'"
                + (description.isEmpty() ? "" : " - " + description);
        return Optional.of(
                task(title, options.get().position(), literal(options.get().toValue()), use, role, place));
    }

    private Optional<Mapping> specifications(Path role, Optional<Mapping> meta) {
        Optional<Path> file = files.file(role, "meta", "argument_specs");
        Optional<Mapping> from = file.isPresent()
                ? file.flatMap(input::read)
                        .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                        .flatMap(node -> input.mapping(node, "a role's meta/argument_specs.yml"))
                : meta;
        return from.flatMap(it -> it.get("argument_specs")).flatMap(node -> input.mapping(node, "`argument_specs`"));
    }

    private Task task(
            String title, Position position, Object options, RoleReader.Use use, RoleScope role, Place place) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("argument_spec", options);
        arguments.put("provided_arguments", use.parameters());
        arguments.put(
                "validate_args_context",
                Map.of("type", "role", "name", use.name(), "path", role.path().toString()));
        Directives outer = place.outer();
        Set<String> tags = new LinkedHashSet<>(outer.tags());
        tags.add("always");
        Directives always = new Directives(
                outer.values(),
                outer.when(),
                tags,
                outer.variables(),
                outer.environment(),
                List.of(),
                outer.moduleDefaults());
        return new Task(
                place.at("t", 0).path(),
                position,
                title,
                new ModuleCall(MODULE, position, input.modules.spec(MODULE).orElse(null), arguments, null),
                always,
                outer,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                place.file(),
                false,
                role);
    }

    /** Braces in a description are no template. */
    private static Object literal(Object value) {
        if (value instanceof Source source) {
            return source.text();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach(
                    (key, each) -> Input.putNullable(all, String.valueOf(key), each == null ? null : literal(each)));
            return all;
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> each == null ? "" : literal(each)).toList()
                : value;
    }
}
