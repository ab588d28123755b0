package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one play. */
final class PlayReader {
    private static final Set<String> STRATEGIES = Set.of(
            "linear",
            "free",
            "host_pinned",
            "ansible.builtin.linear",
            "ansible.builtin.free",
            "ansible.builtin.host_pinned");
    private static final Set<String> ORDERS =
            Set.of("inventory", "reverse_inventory", "sorted", "reverse_sorted", "shuffle");
    private static final Set<String> PROMPT =
            Set.of("name", "prompt", "private", "default", "confirm", "encrypt", "salt_size", "salt", "unsafe");

    private final Input input;

    PlayReader(Input input) {
        this.input = input;
    }

    Optional<Play> read(Mapping in, String path, Path file, Directives outer) {
        input.refuseOthers(in, Keywords.PLAY, "play");
        Object hosts = input.value(in.get("hosts").orElse(null));
        if (hosts == null) {
            input.problems.error(
                    in.position(), 1, "this play says nothing of its hosts", "add `hosts: all`, a group or a host");
            hosts = "";
        }
        Path directory = directory(file);
        Directives own = withUser(in, new DirectivesReader(input).read(in)).within(outer);
        PlayRoles roles = new PlayRoles();
        Place place = new Place(path, own.withoutVariables(), file, directory, null, List.of(file), roles, false);
        ItemReader items = new ItemReader(input);
        List<Item> pre = items.items(in.get("pre_tasks"), "`pre_tasks`", "p", place);
        List<Item> roleTasks = items.roles().uses(in.get("roles"), "`roles`", place);
        List<Item> tasks = items.items(in.get("tasks"), "`tasks`", "t", place);
        List<Item> post = items.items(in.get("post_tasks"), "`post_tasks`", "q", place);
        List<Task> handlers = new ArrayList<>(roles.handlers);
        for (Item item : items.items(in.get("handlers"), "`handlers`", "h", place.asHandlers())) {
            RoleReader.flatten(item, handlers);
        }
        return Optional.of(new Play(
                path,
                in.position(),
                Optional.ofNullable(input.value(in.get("name").orElse(null))).orElse(hosts),
                hosts,
                directory,
                own,
                values(in, "vars_files"),
                prompts(in),
                values(in, "serial"),
                input.value(in.get("max_fail_percentage").orElse(null)),
                word(in, "strategy", STRATEGIES, ""),
                input.value(in.get("gather_facts").orElse(null)),
                input.value(in.get("gather_subset").orElse(null)),
                input.value(in.get("fact_path").orElse(null)),
                onFailure(in),
                Boolean.TRUE.equals(
                        in.get("force_handlers").map(YamlNode::toValue).orElse(null)),
                word(in, "order", ORDERS, "inventory"),
                pre,
                roleTasks,
                tasks,
                post,
                handlers,
                roles.scopes));
    }

    static Path directory(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /** {@code user:} is the old name of {@code remote_user:}. */
    private Directives withUser(Mapping in, Directives own) {
        Object user = input.value(in.get("user").orElse(null));
        if (user == null) {
            return own;
        }
        return own.within(new Directives(
                Map.of("remote_user", user), List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of()));
    }

    private List<Object> values(Mapping in, String key) {
        List<Object> all = new ArrayList<>();
        for (YamlNode node : input.list(in.get(key), "`" + key + "`", true)) {
            Object value = input.value(node);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    private String word(Mapping in, String key, Set<String> choices, String otherwise) {
        Optional<String> word = input.text(in, key);
        if (word.isPresent() && !choices.contains(word.get())) {
            input.error(
                    in.get(key).orElseThrow(),
                    "`" + word.get() + "` is no `" + key + "`",
                    "use one of " + String.join(", ", new java.util.TreeSet<>(choices)));
        }
        return word.map(w -> w.substring(w.lastIndexOf('.') + 1)).orElse(otherwise);
    }

    private Play.OnFailure onFailure(Mapping in) {
        Optional<String> word = input.text(in, "on_failure");
        for (Play.OnFailure choice : Play.OnFailure.values()) {
            if (word.isPresent() && choice.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return choice;
            }
        }
        word.ifPresent(w -> input.error(
                in.get("on_failure").orElseThrow(),
                "`" + w + "` is no way to meet a failure",
                "use undo (the default), undo_partial or keep"));
        return Play.OnFailure.UNDO;
    }

    private List<Play.Prompt> prompts(Mapping in) {
        List<Play.Prompt> prompts = new ArrayList<>();
        for (YamlNode node : input.list(in.get("vars_prompt"), "`vars_prompt`", false)) {
            Optional<Mapping> mapping = input.mapping(node, "an entry of `vars_prompt`");
            if (mapping.isEmpty()) {
                continue;
            }
            Mapping prompt = mapping.get();
            input.refuseOthers(prompt, PROMPT, "vars_prompt");
            Optional<String> name = input.text(prompt, "name");
            if (name.isEmpty()) {
                input.error(prompt, "this prompt has no name", "add `name:`, the variable it fills");
                continue;
            }
            prompts.add(new Play.Prompt(
                    name.get(),
                    input.text(prompt, "prompt").orElse(name.get()),
                    !Boolean.FALSE.equals(flag(prompt, "private")),
                    input.value(prompt.get("default").orElse(null)),
                    Boolean.TRUE.equals(flag(prompt, "confirm")),
                    input.text(prompt, "encrypt").orElse(null),
                    Boolean.TRUE.equals(flag(prompt, "unsafe"))));
        }
        return prompts;
    }

    private @Nullable Object flag(Mapping in, String key) {
        Optional<YamlNode> node = in.get(key);
        if (node.isPresent() && !(node.get() instanceof Scalar scalar && scalar.value() instanceof Boolean)) {
            input.error(node.get(), "`" + key + "` must be yes or no", null);
        }
        return node.map(YamlNode::toValue).orElse(null);
    }
}
