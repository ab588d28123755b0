package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostic;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import io.nightshift.inventory.yaml.YamlNode.Sequence;
import io.nightshift.inventory.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
     * @param collectionsPath folders that hold {@code ansible_collections}, for roles by their full names
     * @param extraVariables those of the command line, for names of imported files
     */
    public PlaybookReader(
            Diagnostics problems,
            YamlReader yaml,
            ModuleNames modules,
            LoadTimeValues values,
            List<Path> rolesPath,
            List<Path> collectionsPath,
            Map<String, Object> extraVariables) {
        this.input = new Input(problems, yaml, modules, values, rolesPath, collectionsPath, extraVariables);
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
        input.readText(name, text).ifPresent(node -> plays(node, file, Directives.NONE, List.of(file), plays));
        return new Playbook(file, plays, Map.of(name, text));
    }

    private void read(Path file, Directives outer, List<Path> chain, List<Play> plays) {
        List<Diagnostic> known = input.problems.all();
        Optional<YamlNode> content = input.read(file);
        if (!content.map(PlaybookReader::holdsSomething).orElse(false)) {
            if (!known.containsAll(input.problems.all())) {
                return; // why it could not be read is told already
            }
            input.problems.error(
                    Position.ofFile(file.toString()), 1, "this playbook is empty", "begin with `- hosts: all`");
            return;
        }
        plays(content.get(), file, outer, chain, plays);
    }

    private static boolean holdsSomething(YamlNode content) {
        return !(content instanceof Scalar scalar && scalar.isNull())
                && !(content instanceof Sequence sequence && sequence.items().isEmpty());
    }

    private void plays(YamlNode content, Path file, Directives outer, List<Path> chain, List<Play> plays) {
        if (!(content instanceof Sequence sequence)) {
            input.error(
                    content, "a playbook must be a list of plays, not " + content.kind(), "begin with `- hosts: all`");
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
        input.refuseOthers(in, IMPORT, "`import_playbook`");
        Directives own = new DirectivesReader(input).read(in).within(outer);
        Optional<String> name =
                input.staticText(input.value(named), named.position(), "import_playbook", known(file, own));
        if (name.isEmpty()) {
            return;
        }
        Path target = PlayReader.directory(file).resolve(name.get()).normalize();
        if (chain.contains(target)) {
            input.error(
                    named,
                    "`" + name.get() + "` imports itself: " + ItemReader.circle(chain, target),
                    "remove one of these imports");
        } else if (!Files.isRegularFile(target)) {
            input.error(
                    named,
                    "there is no playbook `" + name.get() + "`",
                    "looked at " + input.shown(List.of(target)) + "; the path is relative to the importing file");
        } else {
            List<Path> longer = new ArrayList<>(chain);
            longer.add(target);
            read(target, own, longer, plays);
        }
    }

    private static Map<String, Object> known(Path file, Directives own) {
        Map<String, Object> all = new LinkedHashMap<>(own.variables());
        all.put("playbook_dir", PlayReader.directory(file).toString());
        return all;
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
                include.handler(),
                play.variables());
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
                include.handler(),
                play.variables());
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
