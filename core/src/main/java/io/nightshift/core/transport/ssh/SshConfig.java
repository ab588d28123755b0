package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks up one host in OpenSSH client configuration files, ssh_config(5): {@code Host} with patterns and negation,
 * {@code Include}, the first value found wins, {@code IdentityFile} adds up. {@code Match} is not understood and reported.
 */
final class SshConfig {
    private static final int DEEPEST_INCLUDE = 16;

    private final String alias;
    private final Path home;
    private final Consumer<String> notes;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private SshConfig(String alias, Path home, Consumer<String> notes) {
        this.alias = alias;
        this.home = home;
        this.notes = notes;
    }

    /** Every value for a host, by lower-case keyword. */
    static Map<String, List<String>> lookup(List<Path> files, String alias, Path home, Consumer<String> notes) {
        SshConfig config = new SshConfig(alias, home, notes);
        for (Path file : files) {
            config.read(file, true, 0);
        }
        return config.values;
    }

    private void read(Path file, boolean activeBefore, int depth) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        List<String> lines;
        try {
            lines = List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n"));
        } catch (IOException e) {
            notes.accept("The SSH configuration " + file + " cannot be read and is ignored: " + e.getMessage());
            return;
        }
        boolean active = activeBefore;
        int number = 0;
        for (String line : lines) {
            number++;
            List<String> words = Words.of(line.replaceFirst("^\\s*([A-Za-z0-9]+)\\s*=\\s*", "$1 "));
            if (words.isEmpty() || words.get(0).startsWith("#")) {
                continue;
            }
            String keyword = words.get(0).toLowerCase(Locale.ROOT);
            List<String> arguments = words.subList(1, words.size());
            switch (keyword) {
                case "host" -> active = activeBefore && matches(arguments);
                case "match" -> {
                    active = activeBefore && arguments.equals(List.of("all"));
                    if (!arguments.equals(List.of("all"))) {
                        notes.accept(file + ":" + number + ": `Match` blocks are not understood; this one is ignored");
                    }
                }
                case "include" -> {
                    if (active && depth < DEEPEST_INCLUDE) {
                        include(file, arguments, depth);
                    }
                }
                default -> {
                    if (active) {
                        keep(keyword, arguments);
                    }
                }
            }
        }
    }

    private boolean matches(List<String> patterns) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (NamePattern.matches(pattern.substring(1), alias)) {
                    return false;
                }
            } else {
                matched |= NamePattern.matches(pattern, alias);
            }
        }
        return matched;
    }

    private void keep(String keyword, List<String> arguments) {
        if (keyword.equals("identityfile")) {
            values.computeIfAbsent(keyword, key -> new ArrayList<>()).addAll(arguments);
        } else {
            values.putIfAbsent(keyword, List.copyOf(arguments));
        }
    }

    private void include(Path from, List<String> patterns, int depth) {
        for (String pattern : patterns) {
            Path base = from.startsWith("/etc") ? Path.of("/etc/ssh") : home.resolve(".ssh");
            Path wanted = base.resolve(expandHome(pattern, home));
            Path folder = wanted.getParent();
            Path name = wanted.getFileName();
            if (folder == null || name == null || !Files.isDirectory(folder)) {
                continue;
            }
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, name.toString())) {
                matching.forEach(found::add);
            } catch (IOException e) {
                notes.accept("`Include " + pattern + "` in " + from + " is ignored: " + e.getMessage());
            }
            found.stream().sorted().forEach(file -> read(file, true, depth + 1));
        }
    }

    /** {@code ~/} as the home folder. */
    static String expandHome(String path, Path home) {
        return path.startsWith("~/") ? home.resolve(path.substring(2)).toString() : path;
    }
}
