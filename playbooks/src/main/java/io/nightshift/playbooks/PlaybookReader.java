package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Sequence;
import io.nightshift.inventory.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads playbooks with everything they import. All problems go to the {@link Diagnostics}; nothing is thrown and no host is touched.
 * What tasks include at run time is read by the same reader, with a {@link Diagnostics} of its own.
 */
public final class PlaybookReader {
    private static final Set<String> IMPORT =
            new TreeSet<>(Set.of("name", "when", "tags", "vars", "import_playbook", "ansible.builtin.import_playbook"));

    private final Input input;
    private int before;

    /**
     * @param rolesPath folders of roles beside the playbook's own
     * @param extraVariables those of the command line, for names of imported files
     */
    public PlaybookReader(
            Diagnostics problems,
            YamlReader yaml,
            ModuleNames modules,
            LoadTimeValues values,
            List<Path> rolesPath,
            Map<String, Object> extraVariables) {
        this.input = new Input(problems, yaml, modules, values, rolesPath, extraVariables);
    }

    /** A playbook; as much of it as could be understood, so look at the problems before using it. */
    public Playbook read(Path file) {
        return read(file, 0);
    }

    /** The same for a further playbook of one run, whose plays are numbered after those before it. */
    public Playbook read(Path file, int playsBefore) {
        this.before = playsBefore;
        List<Play> plays = new ArrayList<>();
        Path normal = file.toAbsolutePath().normalize();
        read(normal, Directives.NONE, List.of(normal), plays);
        return new Playbook(normal, plays, input.texts());
    }

    /** A playbook given as text, as if it stood in a file of that folder. */
    public Playbook readText(String name, String text, Path folder) {
        List<Play> plays = new ArrayList<>();
        Path file = folder.resolve(name).toAbsolutePath();
        plays(input.readText(name, text), file, Directives.NONE, List.of(file), plays);
        return new Playbook(file, plays, Map.of(name, text));
    }

    private void read(Path file, Directives outer, List<Path> chain, List<Play> plays) {
        plays(input.read(file), file, outer, chain, plays);
    }

    private void plays(Optional<YamlNode> content, Path file, Directives outer, List<Path> chain, List<Play> plays) {
        if (content.isEmpty()) {
            if (!input.problems.hasErrors()) {
                input.problems.error(
                        io.nightshift.inventory.yaml.Position.ofFile(file.toString()),
                        1,
                        "this playbook is empty",
                        "begin with `- hosts: all`");
            }
            return;
        }
        if (!(content.get() instanceof Sequence sequence)) {
            input.error(
                    content.get(),
                    "a playbook must be a list of plays, not " + content.get().kind(),
                    "begin with `- hosts: all`");
            return;
        }
        for (YamlNode node : sequence.items()) {
            Optional<Mapping> mapping = input.mapping(node, "a play");
            if (mapping.isEmpty()) {
                continue;
            }
            Optional<YamlNode> imported =
                    mapping.get().get("import_playbook").or(() -> mapping.get().get("ansible.builtin.import_playbook"));
            if (imported.isPresent()) {
                importPlaybook(mapping.get(), imported.get(), file, outer, chain, plays);
            } else {
                new PlayReader(input)
                        .read(mapping.get(), "p" + (before + plays.size() + 1), file, outer)
                        .ifPresent(plays::add);
            }
        }
    }

    private void importPlaybook(
            Mapping in, YamlNode named, Path file, Directives outer, List<Path> chain, List<Play> plays) {
        input.refuseOthers(in, IMPORT, "import_playbook");
        Directives own = new DirectivesReader(input).read(in).within(outer);
        Optional<String> name =
                input.staticText(input.value(named), named.position(), "import_playbook", own.variables());
        if (name.isEmpty()) {
            return;
        }
        Path target = PlayReader.directory(file).resolve(name.get()).normalize();
        if (chain.contains(target)) {
            input.error(named, "`" + name.get() + "` imports itself", "break the circle");
        } else if (!Files.isRegularFile(target)) {
            input.error(named, "there is no playbook `" + name.get() + "`", "looked at " + target);
        } else {
            List<Path> longer = new ArrayList<>(chain);
            longer.add(target);
            read(target, own, longer, plays);
        }
    }

    /** What {@code include_tasks} brings: the tasks of a file, below {@code path}. */
    public List<Item> includeTasks(Task include, Path file, Directives directives, Play play, String path) {
        Place place = new Place(
                path,
                directives,
                include.file(),
                play.directory(),
                include.role(),
                List.of(),
                new PlayRoles(),
                include.handler());
        return new ItemReader(input).file(file, "i", place);
    }

    /** Where {@code include_tasks} finds a file; empty when nowhere. */
    public static Optional<Path> findTasks(Task include, Play play, String name) {
        return TaskFiles.find(SearchPath.of(include.role(), include.file(), play.directory()), include.file(), name);
    }

    /** What {@code include_role} brings: its tasks, handlers and scope. */
    public Optional<IncludedRole> includeRole(
            Task include, String name, Map<String, Object> arguments, Directives directives, Play play, String path) {
        PlayRoles roles = new PlayRoles();
        Place place = new Place(
                path,
                directives,
                include.file(),
                play.directory(),
                include.role(),
                List.of(),
                roles,
                include.handler());
        RoleReader reader = new ItemReader(input).roles();
        return reader.role(reader.use(name, include, directives, arguments), place)
                .map(block -> new IncludedRole(block, roles.handlers, roles.scopes));
    }

    /** A role that joined a play at run time. */
    public record IncludedRole(Block tasks, List<Task> handlers, List<RoleScope> scopes) {
        public IncludedRole {
            handlers = List.copyOf(handlers);
            scopes = List.copyOf(scopes);
        }
    }

    /** Texts of every file read so far, by path. */
    public Map<String, String> texts() {
        return Map.copyOf(input.texts());
    }
}
