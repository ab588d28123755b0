package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists of tasks: tasks, blocks, and what imports bring into the list. */
final class ItemReader {
    private final Input input;
    private final DirectivesReader directives;
    private final TaskReader tasks;
    private final RoleReader roles;

    ItemReader(Input input) {
        this.input = input;
        this.directives = new DirectivesReader(input);
        this.tasks = new TaskReader(input, directives);
        this.roles = new RoleReader(input, directives, this);
    }

    RoleReader roles() {
        return roles;
    }

    /** The items of a list; {@code section} is the letter in their paths. */
    List<Item> items(Optional<YamlNode> node, String what, String section, Place place) {
        List<Item> items = new ArrayList<>();
        int index = 0;
        for (YamlNode entry : input.list(node, what, false)) {
            index++;
            if (entry instanceof Scalar scalar && scalar.isNull()) {
                continue;
            }
            Optional<Mapping> mapping = input.mapping(entry, "a task");
            if (mapping.isPresent()) {
                item(mapping.get(), place.at(section, index)).ifPresent(items::add);
            }
        }
        return items;
    }

    /** The items of a file that holds a list of tasks. */
    List<Item> file(Path file, String section, Place place) {
        Place inside = place.in(file, place.role());
        Optional<YamlNode> content = input.read(file);
        return items(content, "a file of tasks", section, inside);
    }

    private Optional<Item> item(Mapping mapping, Place place) {
        if (mapping.has("block") || mapping.has("rescue") || mapping.has("always")) {
            return Optional.of(block(mapping, place));
        }
        return tasks.read(mapping, place).flatMap(task -> switch (task.call().shortName()) {
            case "import_tasks" -> imported(task, place);
            case "import_role" -> roles.imported(task, place);
            default -> Optional.of(task);
        });
    }

    private Item block(Mapping mapping, Place place) {
        input.refuseOthers(mapping, Keywords.BLOCK, "block");
        Directives own = directives.read(mapping).within(place.outer());
        Place inside = place.under(own);
        return new Block(
                place.path(),
                mapping.position(),
                input.value(mapping.get("name").orElse(null)),
                Block.Kind.BLOCK,
                own,
                items(mapping.get("block"), "`block`", "b", inside),
                items(mapping.get("rescue"), "`rescue`", "r", inside),
                items(mapping.get("always"), "`always`", "a", inside),
                place.role());
    }

    private Optional<Item> imported(Task task, Place place) {
        if (task.loop() != null) {
            input.problems.error(
                    task.position(),
                    1,
                    "import_tasks cannot be looped over",
                    "use include_tasks, which is read at run time");
            return Optional.empty();
        }
        Object name = task.call().arguments().get("file");
        Optional<String> text = input.staticText(
                name, task.call().position(), "import_tasks", task.directives().variables());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        SearchPath search = SearchPath.of(place.role(), place.file(), place.playbookDirectory());
        Optional<Path> found = TaskFiles.find(search, place.file(), text.get());
        if (found.isEmpty()) {
            input.problems.error(
                    task.call().position(),
                    task.call().name().length(),
                    "there is no file `" + text.get() + "` to import",
                    "looked at " + TaskFiles.shown(search, place.file(), text.get()));
            return Optional.empty();
        }
        Path file = found.get();
        if (place.chain().contains(file)) {
            input.problems.error(
                    task.call().position(),
                    task.call().name().length(),
                    "`" + text.get() + "` imports itself: " + circle(place.chain(), file),
                    "break the circle, or use include_tasks with a condition that ends it");
            return Optional.empty();
        }
        Place inside = place.under(task.directives());
        return Optional.of(new Block(
                place.path(),
                task.position(),
                task.name(),
                Block.Kind.IMPORT,
                task.directives(),
                file(file, "i", inside),
                List.of(),
                List.of(),
                place.role()));
    }

    private static String circle(List<Path> chain, Path file) {
        List<String> names = new ArrayList<>();
        for (Path path : chain.subList(chain.indexOf(file), chain.size())) {
            names.add(path.getFileName().toString());
        }
        names.add(file.getFileName().toString());
        return String.join(" -> ", names);
    }
}
