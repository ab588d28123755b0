package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads roles: where they are used, their dependencies, variables, tasks and handlers. */
final class RoleReader {
    private static final Set<String> NO = Set.of("false", "no", "False");

    private final Input input;
    private final DirectivesReader directives;
    private final ItemReader items;

    RoleReader(Input input, DirectivesReader directives, ItemReader items) {
        this.input = input;
        this.directives = directives;
        this.items = items;
    }

    /** One use of a role: its files of each kind, and whether it may run twice in a play. */
    record Use(
            String name,
            Position position,
            Directives directives,
            Map<String, Object> parameters,
            String tasksFrom,
            String variablesFrom,
            String defaultsFrom,
            String handlersFrom,
            boolean allowDuplicates,
            boolean checksArguments) {}

    /** The entries of {@code roles:} or of a role's dependencies. */
    List<Item> uses(Optional<YamlNode> node, String what, Place place) {
        List<Item> blocks = new ArrayList<>();
        int index = 0;
        for (YamlNode entry : input.list(node, what, false)) {
            index++;
            Optional<Use> use = use(entry, place);
            if (use.isPresent()) {
                role(use.get(), place.at("o", index)).ifPresent(blocks::add);
            }
        }
        return blocks;
    }

    /** {@code import_role}. */
    Optional<Item> imported(Task task, Place place) {
        Map<String, Object> arguments = task.call().arguments();
        Optional<String> name = input.staticText(
                arguments.get("name"),
                task.call().position(),
                "import_role",
                place.known(task.directives().variables()));
        return name.flatMap(it -> role(use(it, task, task.directives(), arguments), place.under(Directives.NONE)))
                .map(block -> block);
    }

    /** A use as {@code include_role} and {@code import_role} write it, its arguments rendered. */
    Use use(String name, Task task, Directives effective, Map<String, Object> arguments) {
        return new Use(
                name,
                task.call().position(),
                effective,
                task.directives().variables(),
                from(arguments, "tasks_from"),
                from(arguments, "vars_from"),
                from(arguments, "defaults_from"),
                from(arguments, "handlers_from"),
                !NO.contains(String.valueOf(arguments.get("allow_duplicates"))),
                !NO.contains(String.valueOf(arguments.get("rolespec_validate"))));
    }

    private static String from(Map<String, Object> arguments, String key) {
        Object value = arguments.get(key);
        return value == null ? "main" : String.valueOf(value);
    }

    private Optional<Use> use(YamlNode entry, Place place) {
        if (entry instanceof Scalar scalar && !scalar.isNull()) {
            return name(scalar, Map.of(), place)
                    .map(name -> new Use(
                            name,
                            scalar.position(),
                            place.outer(),
                            Map.of(),
                            "main",
                            "main",
                            "main",
                            "main",
                            false,
                            true));
        }
        Optional<Mapping> mapping = input.mapping(entry, "a role");
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Mapping in = mapping.get();
        String key = in.has("role") ? "role" : "name";
        Optional<YamlNode> named = in.get(key);
        if (named.isEmpty()) {
            input.error(in, "this entry of `roles` names no role", "write `- role: NAME`");
            return Optional.empty();
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (YamlNode.Entry each : in.entries()) {
            if (!Keywords.ROLE.contains(each.key().text())) {
                Input.putNullable(parameters, each.key().text(), input.value(each.value()));
            }
        }
        Directives own = directives.read(in).within(place.outer());
        if (!(named.get() instanceof Scalar scalar) || scalar.isNull()) {
            input.error(
                    named.get(),
                    "a role's name must be text, not " + named.get().kind(),
                    "write `- role: NAME`");
            return Optional.empty();
        }
        return name(scalar, own.variables(), place)
                .map(name -> new Use(
                        name, named.get().position(), own, parameters, "main", "main", "main", "main", false, true));
    }

    private Optional<String> name(Scalar written, Map<String, Object> variables, Place place) {
        return input.staticText(input.value(written), written.position(), "a role's name", place.known(variables));
    }

    /** Reads a role and what it depends on; empty when it is not there or was used in the same way before. */
    Optional<Block> role(Use use, Place place) {
        RoleFiles files = new RoleFiles(input, place);
        Optional<Path> found = files.find(use.name());
        if (found.isEmpty()) {
            input.problems.error(
                    use.position(),
                    use.name().length(),
                    "there is no role `" + use.name() + "`",
                    "install it below `roles/`, or name its folder in roles_path of ansible.cfg; looked at "
                            + input.shown(files.candidates(use.name())));
            return Optional.empty();
        }
        Path path = found.get();
        if (place.chain().contains(path)) {
            input.problems.error(
                    use.position(),
                    use.name().length(),
                    "the role `" + use.name() + "` uses itself: " + ItemReader.circle(place.chain(), path),
                    "remove one of these uses, or `dependencies` in meta/main.yml");
            return Optional.empty();
        }
        Optional<Mapping> meta = files.file(path, "meta", "main")
                .flatMap(input::read)
                .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                .flatMap(node -> input.mapping(node, "a role's meta/main.yml"));
        boolean duplicates = use.allowDuplicates()
                || meta.flatMap(m -> m.get("allow_duplicates"))
                        .map(YamlNode::toValue)
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
        Object key = List.of(
                path,
                use.parameters(),
                use.directives().when().stream().map(Condition::expression).toList(),
                use.directives().variables(),
                use.tasksFrom());
        if (!place.roles().firstUse(key) && !duplicates) {
            return Optional.empty();
        }
        Map<String, Object> parameters = new LinkedHashMap<>(use.parameters());
        RoleScope shell = new RoleScope(
                use.name(),
                path,
                files.variables(path, "defaults", use.defaultsFrom()),
                files.variables(path, "vars", use.variablesFrom()),
                parameters,
                place.role(),
                List.of());
        Place inside = place.under(use.directives()).in(path, shell);
        List<Item> before = meta.isEmpty() ? List.of() : uses(meta.get().get("dependencies"), "`dependencies`", inside);
        RoleScope scope = new RoleScope(
                shell.name(), path, shell.defaults(), shell.variables(), parameters, place.role(), scopes(before));
        place.roles().scopes.add(scope);
        Place own = place.under(use.directives()).in(path, scope);
        List<Item> all = new ArrayList<>(before);
        if (use.checksArguments()) {
            new RoleSpecifications(input, files).check(use, scope, meta, own).ifPresent(all::add);
        }
        Optional<Path> tasks = files.file(path, "tasks", use.tasksFrom());
        if (tasks.isPresent()) {
            all.addAll(items.file(tasks.get(), "t", own));
        } else if (!use.tasksFrom().equals("main")) {
            input.problems.error(
                    use.position(),
                    use.name().length(),
                    "the role `" + use.name() + "` has no file `tasks/" + use.tasksFrom() + "`",
                    "looked in " + input.shown(List.of(path.resolve("tasks"))));
        }
        handlers(use, place, files, path, own);
        return Optional.of(new Block(
                place.path(),
                use.position(),
                use.name(),
                Block.Kind.ROLE,
                use.directives(),
                all,
                List.of(),
                List.of(),
                scope));
    }

    private void handlers(Use use, Place place, RoleFiles files, Path path, Place own) {
        if (!place.roles().firstHandlers(List.of(path, use.handlersFrom(), use.parameters()))) {
            return;
        }
        Optional<Path> file = files.file(path, "handlers", use.handlersFrom());
        if (file.isPresent()) {
            for (Item item : items.file(file.get(), "h", own.asHandlers())) {
                flatten(item, place.roles().handlers);
            }
        }
    }

    /** Handlers are found by name one by one, whatever they are imported by. */
    static void flatten(Item item, List<Task> handlers) {
        if (item instanceof Task task) {
            handlers.add(task);
        } else if (item instanceof Block block) {
            block.items().forEach(inner -> flatten(inner, handlers));
        }
    }

    private static List<RoleScope> scopes(List<Item> blocks) {
        List<RoleScope> scopes = new ArrayList<>();
        for (Item block : blocks) {
            @Nullable RoleScope scope = block.role();
            if (scope != null) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
