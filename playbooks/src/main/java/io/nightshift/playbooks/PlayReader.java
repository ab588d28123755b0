package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Source;
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
    private final ModuleCallReader calls;

    PlayReader(Input input) {
        this.input = input;
        this.calls = new ModuleCallReader(input);
    }

    Optional<Play> read(Mapping in, String path, Path file, Directives outer) {
        if (isTask(in)) {
            return Optional.empty();
        }
        input.refuseOthers(in, Keywords.PLAY, "a play");
        Object hosts = hosts(in);
        Path directory = directory(file);
        Directives own = withUser(in, new DirectivesReader(input).read(in)).within(outer);
        PlayRoles roles = new PlayRoles();
        Place place = new Place(
                path, own.withoutVariables(), file, directory, null, List.of(file), roles, false, own.variables());
        ItemReader items = new ItemReader(input);
        List<Item> pre = items.items(in.get("pre_tasks"), "`pre_tasks`", "p", place);
        List<Item> roleTasks = items.roles().uses(in.get("roles"), "`roles`", place);
        List<Item> tasks = items.items(in.get("tasks"), "`tasks`", "t", place);
        List<Item> post = items.items(in.get("post_tasks"), "`post_tasks`", "q", place);
        List<Task> handlers = new ArrayList<>(roles.handlers);
        Optional<Rollout> rollout = new RolloutReader(input, items).read(in, place);
        for (Item item : items.items(in.get("handlers"), "`handlers`", "h", place.asHandlers())) {
            RoleReader.flatten(item, handlers);
        }
        return Optional.of(new Play(
                path,
                in.position(),
                Optional.ofNullable(input.name(in)).orElse(hosts),
                hosts,
                directory,
                own,
                values(in, "vars_files"),
                prompts(in),
                serial(in),
                percentage(in),
                word(in, "strategy", STRATEGIES, ""),
                truth(in, "gather_facts"),
                input.value(in.get("gather_subset").orElse(null)),
                input.value(in.get("fact_path").orElse(null)),
                onFailure(in),
                Boolean.TRUE.equals(flag(in, "force_handlers")),
                word(in, "order", ORDERS, "inventory"),
                rollout.orElse(null),
                windows(in),
                pre,
                roleTasks,
                tasks,
                post,
                handlers,
                roles.scopes));
    }

    /** A task where a play should be: said once, instead of once for each of its keys. */
    private boolean isTask(Mapping in) {
        if (in.has("hosts")) {
            return false;
        }
        for (YamlNode.Entry entry : in.entries()) {
            String key = entry.key().text();
            if (key.equals("block") || key.equals("action") || calls.spec(key).isPresent() && !key.equals("include")) {
                input.problems.error(
                        in.position(),
                        in.entries().get(0).key().text().length(),
                        "this is a task, and a play is expected here",
                        "put it below a play: `- hosts: all`, then `tasks:`, then the task indented under it");
                return true;
            }
        }
        return false;
    }

    private @Nullable Object truth(Mapping in, String key) {
        YamlNode node = in.get(key).orElse(null);
        Object value = input.value(node);
        if (node != null && value != null && !DirectivesReader.isTruth(value)) {
            input.error(node, "`" + key + "` must be yes or no, not " + shown(node), "write `" + key + ": no`");
            return null;
        }
        return value;
    }

    private Object hosts(Mapping in) {
        YamlNode node = in.get("hosts").orElse(null);
        Object hosts = input.value(node);
        String hint = "write `hosts: all`, a group or a host";
        if (hosts == null || hosts instanceof List<?> list && list.isEmpty()) {
            int length = in.entries().isEmpty()
                    ? 1
                    : in.entries().get(0).key().text().length();
            if (in.has("include")) {
                return ""; // told already
            }
            input.problems.error(in.position(), length, "this play does not say on which hosts it runs", hint);
            return "";
        }
        if (node instanceof Mapping) {
            input.error(node, "`hosts` must be a pattern or a list of patterns, not a mapping", hint);
            return "";
        }
        return hosts;
    }

    private List<Object> serial(Mapping in) {
        List<Object> sizes = new ArrayList<>();
        for (YamlNode node : input.list(in.get("serial"), "`serial`", true)) {
            Object value = input.value(node);
            if (value instanceof Source || String.valueOf(value).matches("\\d+%?")) {
                sizes.add(value);
            } else {
                input.error(
                        node,
                        "`serial` must be numbers of hosts or percentages, not " + shown(node),
                        "write `serial: 5`, `serial: 20%`, or a list: `serial: [1, 10%, 100%]`");
            }
        }
        return sizes;
    }

    private List<Play.Named> windows(Mapping in) {
        List<Play.Named> names = new ArrayList<>();
        for (YamlNode node : input.list(in.get("window"), "`window`", true)) {
            if (node instanceof Scalar scalar
                    && !scalar.isNull()
                    && !scalar.text().contains("{{")) {
                names.add(new Play.Named(scalar.text(), scalar.textPosition()));
            } else {
                input.error(
                        node,
                        "`window` must be the name of a maintenance window, not " + shown(node),
                        "windows are defined in the inventory; `nightshift windows` lists them");
            }
        }
        return names;
    }

    private @Nullable Object percentage(Mapping in) {
        YamlNode node = in.get("max_fail_percentage").orElse(null);
        Object value = input.value(node);
        if (node == null || value == null || value instanceof Source) {
            return value;
        }
        if (!String.valueOf(value).strip().matches("\\d{1,3}(\\.\\d+)?%?")) {
            input.error(node, "`max_fail_percentage` must be a number, not " + shown(node), "write 0 to 100");
            return null;
        }
        return value;
    }

    private static String shown(YamlNode node) {
        return node instanceof Scalar scalar && !scalar.isNull() ? "`" + scalar.text() + "`" : node.kind();
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
            List<String> plain =
                    choices.stream().filter(w -> !w.contains(".")).sorted().toList();
            input.error(
                    in.get(key).orElseThrow(),
                    "`" + word.get() + "` is not a value of `" + key + "`",
                    DidYouMean.closest(word.get(), plain)
                                    .map(near -> "did you mean `" + near + "`? ")
                                    .orElse("")
                            + "values: " + String.join(", ", plain));
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
                "`" + w + "` is not a value of `on_failure`",
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
            input.refuseOthers(prompt, PROMPT, "`vars_prompt`");
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
            input.error(
                    node.get(),
                    "`" + key + "` must be yes or no, not " + shown(node.get()),
                    "write `" + key + ": yes`");
        }
        return node.map(YamlNode::toValue).orElse(null);
    }
}
