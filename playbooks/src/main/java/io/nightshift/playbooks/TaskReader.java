package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one task or handler. */
final class TaskReader {
    private static final Set<String> DYNAMIC = Set.of("include_tasks", "include_role");

    private final Input input;
    private final DirectivesReader directives;
    private final ModuleCallReader calls;
    private final ModuleKeys keys;
    private final LoopReader loops;

    TaskReader(Input input, DirectivesReader directives) {
        this.input = input;
        this.directives = directives;
        this.calls = new ModuleCallReader(input);
        this.keys = new ModuleKeys(input, calls);
        this.loops = new LoopReader(input);
    }

    Optional<Task> read(Mapping in, Place place) {
        Optional<Entry> module = keys.module(in, place.handlers());
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
            Optional<Entry> called = keys.called(module.get());
            if (called.isEmpty()) {
                return Optional.empty();
            }
            name = called.get().key();
            value = called.get().value();
        }
        if (name.text().equals("include") && value instanceof Scalar scalar && !scalar.isNull()) {
            own = withInlineVariables(own, scalar);
            value = ModuleKeys.scalar(
                    String.join(" ", KeyValueText.read(scalar.text()).rest()), scalar);
        }
        ModuleCall call = calls.read(name, value, in);
        if (DYNAMIC.contains(call.shortName())) {
            reachesNothing(in, call);
        }
        background(in);
        return Optional.of(new Task(
                place.path(),
                in.position(),
                input.name(in),
                call,
                own.within(place.outer()),
                place.outer(),
                loops.read(in),
                register(in),
                input.names(in, "listen"),
                input.conditions(in, "until"),
                input.number(in, "retries"),
                input.number(in, "delay"),
                input.conditions(in, "changed_when"),
                input.conditions(in, "failed_when"),
                input.number(in, "async"),
                input.number(in, "poll"),
                shellText(
                        in,
                        "undo",
                        "shell text that takes the task back",
                        "write `undo: dropdb shop`; several lines go below `undo: |`"),
                shellText(
                        in,
                        "verify",
                        "shell text that tells whether the task took effect",
                        "write `verify: test -e /srv/imported`: status 0 says yes, 1 says no"),
                place.file(),
                place.handlers(),
                place.role()));
    }

    /** {@code include: file.yml tags=a x=1}, the old form: what follows the file are tags and variables of its tasks. */
    private static Directives withInlineVariables(Directives own, Scalar include) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Set<String> tags = new LinkedHashSet<>(own.tags());
        KeyValueText.read(include.text()).pairs().forEach((key, text) -> {
            if (key.equals("tags")) {
                tags.addAll(List.of(text.split(",")));
            } else {
                variables.put(key, Source.of(text, include.textPosition()));
            }
        });
        return new Directives(
                        own.values(),
                        own.when(),
                        tags,
                        own.variables(),
                        own.environment(),
                        own.notifies(),
                        own.moduleDefaults())
                .withVariables(variables);
    }

    boolean isModule(String key) {
        return calls.spec(key).isPresent();
    }

    /** Keywords that an include at run time does not hand on: refused, since silence would mislead. */
    private void reachesNothing(Mapping in, ModuleCall call) {
        for (Entry entry : in.entries()) {
            String key = entry.key().text();
            if (Keywords.TASK.contains(key) && !Keywords.INCLUDE.contains(key) && !key.equals("local_action")) {
                input.problems.error(
                        entry.key(),
                        "`" + key + "` beside `" + call.shortName() + "` would not reach the tasks it brings",
                        "put it under `apply:` of " + call.shortName() + ", or use "
                                + call.shortName().replace("include", "import"));
            }
        }
    }

    private @Nullable String register(Mapping in) {
        String name = input.text(in, "register").orElse(null);
        if (name != null) {
            input.variableName(in.get("register").orElseThrow(), name);
        }
        return name;
    }

    private @Nullable Object shellText(Mapping in, String keyword, String meaning, String hint) {
        YamlNode node = in.get(keyword).orElse(null);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            input.error(node, "`" + keyword + "` must be " + meaning + ", not " + node.kind(), hint);
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
}
