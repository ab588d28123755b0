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
    private final IncludeCheck includes;
    private final MigrationReader migrations;

    ItemReader(Input input) {
        this.input = input;
        this.directives = new DirectivesReader(input);
        this.tasks = new TaskReader(input, directives);
        this.roles = new RoleReader(input, directives, this);
        this.includes = new IncludeCheck(input);
        this.migrations = new MigrationReader(input, directives, this);
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
            if (entry instanceof Mapping mapping) {
                item(mapping, place.at(section, index)).ifPresent(items::add);
            } else {
                input.error(
                        entry,
                        "a task must be a mapping, not " + entry.kind(),
                        "a module's name ends with `:`, as in `- ping:`");
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
        if (mapping.has(MigrationReader.WORD)) {
            return Optional.of(migrations.read(mapping, place));
        }
        if (mapping.has("block") || mapping.has("rescue") || mapping.has("always")) {
            return Optional.of(block(mapping, place));
        }
        if (isPlay(mapping)) {
            input.problems.error(
                    mapping.position(),
                    mapping.entries().get(0).key().text().length(),
                    "this is a play, and a task is expected here",
                    "plays stand at the left margin of a playbook; `import_playbook:` there brings in others");
            return Optional.empty();
        }
        return tasks.read(mapping, place).flatMap(task -> {
            String module = task.call().shortName();
            if (!LanguageModules.STATIC.contains(module)) {
                includes.check(task, place);
                return Optional.of(task);
            }
            if (task.loop() != null) {
                input.problems.error(
                        task.loop().position(),
                        1,
                        module + " cannot be looped over: it is read once, before any host is known",
                        "use " + module.replace("import", "include") + ", which is read at run time");
                return Optional.empty();
            }
            return module.equals("import_role") ? roles.imported(task, place) : imported(task, place);
        });
    }

    private void refuseOthers(Mapping block) {
        for (YamlNode.Entry entry : block.entries()) {
            String key = entry.key().text();
            if (key.equals("loop") || key.startsWith("with_")) {
                input.problems.error(
                        entry.key(),
                        "a block cannot be looped over",
                        "put its tasks into a file, and loop over `include_tasks: FILE`");
            } else if (!Keywords.BLOCK.contains(key) && tasks.isModule(key)) {
                input.problems.error(
                        entry.key(),
                        "a block holds tasks and calls no module itself, and this one calls `" + key + "`",
                        "make it a task of its own below `block:`");
            } else if (Keywords.TASK.contains(key) && !Keywords.BLOCK.contains(key)) {
                input.problems.error(
                        entry.key(), "`" + key + "` is not a keyword of a block", "put it on the tasks of the block");
            }
        }
        List<YamlNode.Entry> rest = block.entries().stream()
                .filter(entry -> !Keywords.TASK.contains(entry.key().text()))
                .filter(entry -> !entry.key().text().startsWith("with_"))
                .filter(entry -> !tasks.isModule(entry.key().text()))
                .toList();
        input.refuseOthers(new Mapping(block.position(), rest), Keywords.BLOCK, "a block");
        if (!block.has("block")) {
            input.problems.error(
                    block.position(),
                    block.entries().get(0).key().text().length(),
                    "`rescue` and `always` need the `block` they belong to",
                    "write `- block:` above them, at the same indentation");
        }
    }

    private static boolean isPlay(Mapping mapping) {
        return mapping.has("hosts") && (mapping.has("tasks") || mapping.has("roles"))
                || mapping.has("import_playbook")
                || mapping.has("ansible.builtin.import_playbook");
    }

    private Item block(Mapping mapping, Place place) {
        refuseOthers(mapping);
        Directives own = directives.read(mapping).within(place.outer());
        Place inside = place.under(own);
        return new Block(
                place.path(),
                mapping.position(),
                input.name(mapping),
                Block.Kind.BLOCK,
                own,
                items(mapping.get("block"), "`block`", "b", inside),
                items(mapping.get("rescue"), "`rescue`", "r", inside),
                items(mapping.get("always"), "`always`", "a", inside),
                place.role());
    }

    private Optional<Item> imported(Task task, Place place) {
        Object name = task.call().arguments().get("file");
        Optional<String> text = input.staticText(
                name,
                task.call().position(),
                "import_tasks",
                place.known(task.directives().variables()));
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
                    "looked at " + input.shown(TaskFiles.candidates(search, place.file(), text.get())));
            return Optional.empty();
        }
        Path file = found.get();
        if (place.chain().contains(file)) {
            input.problems.error(
                    task.call().position(),
                    task.call().name().length(),
                    "`" + text.get() + "` imports itself: " + circle(place.chain(), file),
                    "remove one of these imports, or use include_tasks with a condition that ends it");
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

    static String circle(List<Path> chain, Path file) {
        List<String> names = new ArrayList<>();
        for (Path path : chain.subList(chain.indexOf(file), chain.size())) {
            names.add(path.getFileName().toString());
        }
        names.add(file.getFileName().toString());
        return String.join(" -> ", names);
    }
}
