package io.nightshift.inventory;

import io.nightshift.inventory.script.Script;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.inventory.yaml.VaultOpener;
import io.nightshift.inventory.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory from any number of sources: INI and YAML files, executables, folders of these, and lists such as
 * {@code web1,web2}. Later sources add to earlier ones and win. Problems end up in the {@link Diagnostics}.
 */
public final class InventoryReader {
    /** How long an inventory script may take, unless told otherwise. */
    public static final Duration SCRIPT_TIME_LIMIT = Duration.ofSeconds(60);

    /** What Ansible skips in a folder of inventories: hidden files, backups, documents, configuration. */
    private static final Pattern IGNORED = Pattern.compile("^\\..*|^(host_vars|group_vars|vars_plugins)$"
            + "|.*(~|\\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry))$");

    private static final Pattern YAML_NAME = Pattern.compile(".*\\.(yml|yaml|json)");
    private static final Pattern YAML_START = Pattern.compile("(---|\\{|[^\\s\\[#=]+:(\\s|$)).*");
    private static final Pattern OTHER_EXTENSION = Pattern.compile(".*[^/.]\\.[A-Za-z]+");

    private final Diagnostics problems;
    private final @Nullable VaultOpener vault;
    private final YamlReader yaml;
    private final Duration scriptTimeLimit;
    private final Texts texts;

    public InventoryReader(Diagnostics problems, @Nullable VaultOpener vault) {
        this(problems, vault, SCRIPT_TIME_LIMIT, Texts.DISK);
    }

    /** @param texts may know the text of a file better than the disk does */
    public InventoryReader(Diagnostics problems, @Nullable VaultOpener vault, Texts texts) {
        this(problems, vault, SCRIPT_TIME_LIMIT, texts);
    }

    public InventoryReader(Diagnostics problems, @Nullable VaultOpener vault, Duration scriptTimeLimit) {
        this(problems, vault, scriptTimeLimit, Texts.DISK);
    }

    private InventoryReader(Diagnostics problems, @Nullable VaultOpener vault, Duration scriptTimeLimit, Texts texts) {
        this.problems = problems;
        this.vault = vault;
        this.yaml = new YamlReader(problems, vault, texts);
        this.scriptTimeLimit = scriptTimeLimit;
        this.texts = texts;
    }

    /**
     * Reads the sources in order, then {@code group_vars/} and {@code host_vars/} beside each and beside the playbook.
     *
     * @param sources paths relative to the working directory, or comma-separated host names
     * @param playbookFolder the folder of the playbook; null if there is none
     */
    public Inventory read(List<String> sources, Path workingDirectory, @Nullable Path playbookFolder) {
        InventoryBuilder builder = new InventoryBuilder();
        Set<Path> folders = new LinkedHashSet<>();
        for (String source : sources) {
            Path path = workingDirectory.resolve(source).toAbsolutePath().normalize();
            if (source.contains(",") && !Files.exists(path)) {
                readList(source, builder);
            } else {
                readPath(path, builder, true);
                Path parent = path.getParent();
                folders.add(Files.isDirectory(path) || parent == null ? path : parent);
            }
        }
        Inventory bare = builder.build(List.of(), List.of());
        warnOfSharedNames(bare);
        VariableFiles files = new VariableFiles(problems, vault, texts);
        Set<String> groups = bare.groups().keySet();
        Set<String> hosts = new LinkedHashSet<>();
        bare.allHosts().forEach(host -> hosts.add(host.name()));
        hosts.add("localhost");
        List<VariableFolder> besideInventory =
                folders.stream().map(it -> files.read(it, groups, hosts)).toList();
        List<VariableFolder> besidePlaybook = playbookFolder == null
                ? List.of()
                : List.of(files.read(playbookFolder.toAbsolutePath().normalize(), groups, hosts));
        return builder.build(besideInventory, besidePlaybook);
    }

    private void readList(String source, InventoryBuilder builder) {
        for (String part : source.split(",", -1)) {
            String name = part.strip();
            if (name.isEmpty()) {
                continue;
            }
            try {
                HostRange range = HostRange.parse(name);
                OptionalInt port = range.port();
                for (String host : range.names()) {
                    builder.addHost(host, Group.UNGROUPED, source);
                    port.ifPresent(it -> builder.setHostVariable(host, "ansible_port", (long) it));
                }
            } catch (HostRange.Malformed e) {
                problems.error(Position.ofFile("-i " + source), 1, e.sentence(), null);
            }
        }
    }

    private void readPath(Path path, InventoryBuilder builder, boolean named) {
        if (Files.isDirectory(path)) {
            readFolder(path, builder);
        } else if (!Files.exists(path)) {
            problems.error(
                    Position.ofFile(path.toString()),
                    1,
                    "there is no such inventory file or folder",
                    DidYouMean.closest(String.valueOf(path.getFileName()), siblings(path))
                            .map(it -> "did you mean `" + it + "`?")
                            .orElse("give one with `-i`; a list of hosts needs a comma: `-i " + path.getFileName()
                                    + ",`"));
        } else if (named || !IGNORED.matcher(String.valueOf(path.getFileName())).matches()) {
            readFile(path, builder);
        }
    }

    private void readFolder(Path folder, InventoryBuilder builder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted()
                    .filter(it ->
                            !IGNORED.matcher(String.valueOf(it.getFileName())).matches())
                    .forEach(it -> readPath(it, builder, false));
        } catch (IOException e) {
            problems.error(Position.ofFile(folder.toString()), 1, "this folder cannot be listed", null);
        }
    }

    private void readFile(Path path, InventoryBuilder builder) {
        String file = path.toString();
        String start = firstBytes(path);
        boolean program = start.startsWith("#!") || start.startsWith("\u007fELF");
        if (program && Files.isExecutable(path)) {
            new ScriptInventory(new Script(path, scriptTimeLimit), file, builder, problems, texts).read();
        } else if (program) {
            problems.error(
                    Position.ofFile(file),
                    1,
                    "this inventory is a program, but it is not executable",
                    "allow it to run: `chmod +x " + problems.shown(Position.ofFile(file)) + "`");
        } else if (YAML_NAME.matcher(file).matches()) {
            readYaml(path, file, builder);
        } else {
            Optional<String> text = yaml.readText(path);
            if (text.isPresent() && looksLikeYaml(file, text.get())) {
                readYaml(path, file, builder);
            } else {
                text.ifPresent(it -> new IniInventory(file, builder, problems).read(it));
            }
        }
    }

    private void readYaml(Path path, String file, InventoryBuilder builder) {
        int before = problems.all().size();
        yaml.read(path).ifPresentOrElse(node -> new YamlInventory(file, builder, problems).read(node), () -> {
            if (problems.all().size() == before) {
                problems.warning(Position.ofFile(file), 1, "this inventory is empty", null);
            }
        });
    }

    /** Ansible tries YAML on files without extension; a look at the first line tells, and gives better messages. */
    private static boolean looksLikeYaml(String file, String text) {
        if (OTHER_EXTENSION.matcher(file).matches()) {
            return false;
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .filter(line -> YAML_START.matcher(line).matches())
                .isPresent();
    }

    private void warnOfSharedNames(Inventory inventory) {
        inventory.allHosts().stream()
                .filter(host -> inventory.groups().containsKey(host.name()))
                .forEach(host -> problems.warning(
                        inventory.sourceOf(host).map(Position::ofFile).orElse(Position.NONE),
                        1,
                        "`" + host.name() + "` is the name of a host and of a group",
                        "rename one of them; a pattern `" + host.name() + "` means the host"));
    }

    private static List<String> siblings(Path path) {
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String firstBytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
