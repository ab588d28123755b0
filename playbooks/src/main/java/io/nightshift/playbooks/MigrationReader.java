package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Entry;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import io.nightshift.inventory.yaml.YamlNode.Sequence;
import io.nightshift.inventory.yaml.YamlNode.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code migration:} blocks: the stages by which data moves from one system to another while people work with it. Each stage is a
 * list of tasks; before each stands a task of our own that says so, and that of {@code confirm} waits until somebody agrees.
 */
final class MigrationReader {
    static final String WORD = "migration";
    static final String MODULE = "migration_stage";

    /** In the order in which they come. */
    static final List<String> STAGES =
            List.of("prepare", "copy", "catch_up", "freeze", "final_copy", "verify", "switch", "confirm");

    private static final List<String> NEEDED = List.of("copy", "freeze", "verify", "switch");
    private static final Set<String> KEYWORDS = keywords();

    private final Input input;
    private final DirectivesReader directives;
    private final ItemReader items;

    MigrationReader(Input input, DirectivesReader directives, ItemReader items) {
        this.input = input;
        this.directives = directives;
        this.items = items;
    }

    private static Set<String> keywords() {
        Set<String> all = new HashSet<>(Keywords.BLOCK);
        all.removeAll(Set.of("block", "rescue", "always"));
        all.add(WORD);
        return Set.copyOf(all);
    }

    Item read(Mapping mapping, Place place) {
        for (String key : List.of("block", "rescue", "always")) {
            mapping.entry(key)
                    .ifPresent(entry -> input.problems.error(
                            entry.key().position(),
                            key.length(),
                            "a migration has stages, and no `" + key + "`",
                            "put a block into the list of one of its stages"));
        }
        input.refuseOthers(without(mapping, Set.of("block", "rescue", "always")), KEYWORDS, "a migration");
        Directives own = directives.read(mapping).within(place.outer());
        Place inside = place.under(own);
        List<Item> stages = new ArrayList<>();
        Entry entry = mapping.entry(WORD).orElseThrow();
        if (entry.value() instanceof Mapping written) {
            check(entry, written);
            for (Entry stage : written.entries()) {
                int number = STAGES.indexOf(stage.key().text());
                if (number >= 0) {
                    stages.add(stage(mapping, stage, inside.at("b", number + 1), own));
                }
            }
        } else {
            input.error(
                    entry.value(),
                    "`migration` must be a mapping of stages to tasks, not "
                            + entry.value().kind(),
                    "its stages are " + String.join(", ", STAGES));
        }
        return new Block(
                place.path(),
                mapping.position(),
                input.name(mapping),
                Block.Kind.BLOCK,
                own,
                stages,
                List.of(),
                List.of(),
                place.role());
    }

    private static Mapping without(Mapping mapping, Set<String> keys) {
        return new Mapping(
                mapping.position(),
                mapping.entries().stream()
                        .filter(entry -> !keys.contains(entry.key().text()))
                        .toList());
    }

    /** Stages out of order would be made out of order, or not as they are written: neither is what somebody wants. */
    private void check(Entry block, Mapping written) {
        int last = -1;
        for (Entry stage : written.entries()) {
            String name = stage.key().text();
            int number = STAGES.indexOf(name);
            if (number < 0) {
                input.problems.error(
                        stage.key().position(),
                        name.length(),
                        "a migration has no stage `" + name + "`",
                        "its stages are " + String.join(", ", STAGES));
            } else if (number < last) {
                input.problems.error(
                        stage.key().position(),
                        name.length(),
                        "the stage `" + name + "` comes before `" + STAGES.get(last) + "`",
                        "write them in the order in which they come: " + String.join(", ", STAGES));
            }
            last = Math.max(last, number);
        }
        for (String needed : NEEDED) {
            if (!written.has(needed)) {
                input.problems.error(
                        block.key().position(),
                        WORD.length(),
                        "a migration needs the stage `" + needed + "`",
                        "without it nobody knows that the new system has all that the old one had");
            }
        }
    }

    private Item stage(Mapping mapping, Entry stage, Place place, Directives own) {
        String name = stage.key().text();
        return new Block(
                place.path(),
                stage.key().position(),
                name,
                Block.Kind.BLOCK,
                own,
                items.items(Optional.of(announced(mapping, stage)), "`" + name + "`", "b", place),
                List.of(),
                List.of(),
                place.role());
    }

    /** The tasks of a stage, and before them the one that says that it begins; it stands where the stage is written. */
    private YamlNode announced(Mapping mapping, Entry stage) {
        Position at = stage.key().position();
        String name = stage.key().text();
        List<Entry> arguments = new ArrayList<>(List.of(entry("stage", text(name, at), at)));
        mapping.get("name").ifPresent(title -> arguments.add(entry("of", title, at)));
        Optional<YamlNode> tasks = Optional.of(stage.value());
        if (stage.value() instanceof Mapping more) {
            input.refuseOthers(more, List.of("night", "tasks"), "a stage");
            more.get("night").ifPresent(night -> arguments.add(entry("night", night, at)));
            tasks = more.get("tasks");
        }
        if (tasks.isPresent() && !(tasks.get() instanceof Sequence) && !isNothing(tasks.get())) {
            return tasks.get(); // refused as a list of tasks
        }
        List<YamlNode> all = new ArrayList<>(List.of(new Mapping(
                at,
                List.of(entry("name", text("Stage " + name, at), at), entry(MODULE, new Mapping(at, arguments), at)))));
        tasks.ifPresent(node -> all.addAll(node instanceof Sequence list ? list.items() : List.of()));
        return new Sequence(at, all);
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    private static Entry entry(String key, YamlNode value, Position at) {
        return new Entry(text(key, at), value);
    }

    private static Scalar text(String text, Position at) {
        return new Scalar(at, text, text, true, Tag.PLAIN);
    }
}
