package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells which key of a task is its module, and what is wrong with the others. */
final class ModuleKeys {
    /** Keywords whose value is a mapping; a mapping below any other unknown key is a module's arguments. */
    private static final Set<String> MAPPINGS =
            Set.of("vars", "args", "environment", "loop_control", "module_defaults");

    private final Input input;
    private final ModuleCallReader calls;

    ModuleKeys(Input input, ModuleCallReader calls) {
        this.input = input;
        this.calls = calls;
    }

    /** The key that is the module: the one that is no keyword. */
    Optional<Entry> module(Mapping in, boolean handler) {
        List<Entry> others = new ArrayList<>();
        Entry action = null;
        for (Entry entry : in.entries()) {
            String key = entry.key().text();
            if (key.equals("action") || key.equals("local_action")) {
                action = entry;
            } else if (!(handler ? Keywords.HANDLER : Keywords.TASK).contains(key) && !LoopReader.isLoop(key)) {
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
        if (chosen == null) {
            chosen = others.stream()
                    .filter(e -> !isMisspeltKeyword(e))
                    .findFirst()
                    .orElse(null);
        }
        for (Entry entry : others) {
            if (entry != chosen) {
                unknown(entry.key(), chosen);
            }
        }
        if (chosen == null && others.isEmpty()) {
            input.problems.error(
                    in.position(),
                    first(in),
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
        if (key.text().equals("listen")) {
            input.problems.error(key, "`listen` is for handlers, and this is a task", "did you mean `notify`?");
            return;
        }
        Set<String> candidates = new TreeSet<>(Keywords.TASK);
        candidates.addAll(input.modules.names());
        String hint = Keywords.hint(key.text(), candidates);
        if (key.text().startsWith("with_")) {
            hint = DidYouMean.closest(key.text().substring(5), LoopReader.lookups())
                    .map(near -> "did you mean `with_" + near + "`?")
                    .orElse("use `loop:`, or with_ and one of " + String.join(", ", LoopReader.lookups()));
        }
        input.problems.error(key, "`" + key.text() + "` is not a keyword of a task", hint);
    }

    /** A keyword written wrong, rather than a module this version lacks: near to a keyword, and its value could be one's. */
    private boolean isMisspeltKeyword(Entry entry) {
        String key = entry.key().text();
        if (key.contains(".") || DidYouMean.closest(key, input.modules.names()).isPresent()) {
            return false;
        }
        if (key.startsWith("with_") || Keywords.isElsewhere(key)) {
            return true;
        }
        Optional<String> keyword = DidYouMean.closest(key, Keywords.TASK);
        return keyword.isPresent() && (!(entry.value() instanceof Mapping) || MAPPINGS.contains(keyword.get()));
    }

    private static int first(Mapping in) {
        return in.entries().isEmpty() ? 1 : in.entries().get(0).key().text().length();
    }

    /** {@code action: copy src=…} and {@code action: {module: copy, …}}. */
    Optional<Entry> called(Entry action) {
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

    static Scalar scalar(String text, Scalar like) {
        return new Scalar(like.position(), text, text, like.quoted(), like.tag(), like.textPosition());
    }
}
