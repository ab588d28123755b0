package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.inventory.yaml.VaultOpener;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code group_vars/} and {@code host_vars/} beside an inventory or a playbook: per name a file without
 * extension, {@code .yml}, {@code .yaml} or {@code .json} (the first that exists), or a folder of such files, read in
 * order of their names.
 */
final class VariableFiles {
    private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");
    private static final Set<String> FOLDER_EXTENSIONS = Set.copyOf(EXTENSIONS);
    private static final int DEEPEST_FOLDER = 20;

    private final Diagnostics problems;
    private final @Nullable VaultOpener vault;
    private final Texts texts;

    VariableFiles(Diagnostics problems, @Nullable VaultOpener vault, Texts texts) {
        this.problems = problems;
        this.vault = vault;
        this.texts = texts;
    }

    /**
     * Reads what the folder holds for these groups and hosts, and for names that a run may still bring in by
     * {@code group_by} or {@code add_host}; a mistake in those is only a warning.
     */
    VariableFolder read(Path folder, Collection<String> groups, Collection<String> hosts) {
        VariableFolder variables = new VariableFolder();
        readAll(folder.resolve("group_vars"), groups, (name, found) -> {
            variables.putGroup(name, found.values);
            variables.putWritten(found.written(name, false));
        });
        readAll(folder.resolve("host_vars"), hosts, (name, found) -> {
            variables.putHost(name, found.values);
            variables.putWritten(found.written(name, true));
        });
        return variables;
    }

    private interface Target {
        void put(String name, Found found);
    }

    /** What the files of one name hold. */
    private static final class Found {
        final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final List<YamlNode.Entry> kept = new ArrayList<>();

        void add(YamlNode.Mapping mapping) {
            values.putAll(mapping.toValue());
            mapping.entries().stream()
                    .filter(entry -> WrittenVariable.isKept(entry.key().text()))
                    .forEach(kept::add);
        }

        List<WrittenVariable> written(String owner, boolean ofHost) {
            return kept.stream()
                    .map(it -> new WrittenVariable(owner, ofHost, it.key().text(), it.value()))
                    .toList();
        }
    }

    private void readAll(Path folder, Collection<String> names, Target target) {
        // One listing instead of four look-ups per host: ten thousand hosts are usual, most without a file.
        Map<String, Path> present = list(folder);
        if (present.isEmpty()) {
            return;
        }
        for (String name : names) {
            find(name, present).ifPresent(found -> target.put(name, merged(filesOf(found), problems)));
        }
        Set<String> others = new TreeSet<>();
        present.keySet().forEach(entry -> others.add(entry.replaceFirst("\\.(yml|yaml|json)$", "")));
        others.removeAll(Set.copyOf(names));
        others.removeIf(name -> name.startsWith(".") || name.endsWith("~"));
        for (String name : others) {
            boolean document = present.containsKey(name) && name.contains(".");
            if (!document) {
                find(name, present).ifPresent(found -> target.put(name, mergedForLater(found)));
            }
        }
    }

    private static Optional<Path> find(String name, Map<String, Path> present) {
        return EXTENSIONS.stream()
                .map(extension -> present.get(name + extension))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Found mergedForLater(Path found) {
        Diagnostics own = problems.apart();
        Found variables = merged(filesOf(found), own);
        own.all().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> problems.warning(
                        problem.position(),
                        problem.length(),
                        problem.message(),
                        "nothing in the inventory has this file's name now; it counts once a run adds such a name"));
        return variables;
    }

    private List<Path> filesOf(Path found) {
        List<Path> files = new ArrayList<>();
        collect(found, files, 0);
        return files;
    }

    private void collect(Path path, List<Path> into, int depth) {
        if (!Files.isDirectory(path)) {
            into.add(path);
            return;
        }
        if (depth > DEEPEST_FOLDER) {
            problems.error(Position.ofFile(path.toString()), 1, "these folders are nested too deeply", null);
            return;
        }
        list(path).forEach((name, file) -> {
            int dot = name.lastIndexOf('.');
            String extension = dot <= 0 ? "" : name.substring(dot);
            boolean folder = Files.isDirectory(file);
            boolean wanted = folder ? extension.isEmpty() : FOLDER_EXTENSIONS.contains(extension);
            if (!name.startsWith(".") && !name.endsWith("~") && wanted) {
                collect(file, into, depth + 1);
            }
        });
    }

    private Found merged(List<Path> files, Diagnostics found) {
        YamlReader reader = new YamlReader(found, vault, texts);
        Found variables = new Found();
        for (Path file : files) {
            YamlNode node = reader.read(file).orElse(null);
            if (node instanceof YamlNode.Mapping mapping) {
                variables.add(mapping);
            } else if (node != null && !(node instanceof YamlNode.Scalar scalar && scalar.isNull())) {
                found.error(
                        node.position(),
                        1,
                        "a file of variables is a mapping, but this is " + node.kind(),
                        "write `name: value` lines");
            }
        }
        return variables;
    }

    private Map<String, Path> list(Path folder) {
        Map<String, Path> entries = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> entries.put(String.valueOf(file.getFileName()), file));
        } catch (IOException e) {
            problems.error(
                    Position.ofFile(folder.toAbsolutePath().normalize().toString()),
                    1,
                    "this folder cannot be listed",
                    "check its owner and mode");
        }
        return entries;
    }
}
