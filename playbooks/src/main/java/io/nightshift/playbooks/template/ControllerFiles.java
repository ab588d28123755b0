package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds files on the controller where playbooks expect them: in the role, beside the tasks, beside the playbook, each time first in the subfolder for the kind
 * ({@code files}, {@code templates}). The folders come from the variables {@code role_path}, {@code ansible_search_path} and {@code playbook_dir}.
 */
public final class ControllerFiles {
    private ControllerFiles() {}

    /** The folders that are searched, in order. */
    public static List<String> folders(String kind, Scope scope) {
        Set<String> folders = new LinkedHashSet<>();
        for (String variable : List.of("role_path", "ansible_search_path", "playbook_dir")) {
            Object value = scope.has(variable) ? scope.get(variable) : null;
            for (Object folder : value instanceof List<?> several
                    ? several
                    : value instanceof String one ? List.of(one) : List.of()) {
                folders.add(Text.of(folder) + "/" + kind);
                folders.add(Text.of(folder));
            }
        }
        return List.copyOf(folders);
    }

    /** The file with this name, if it is anywhere. */
    public static Optional<Path> find(String kind, String name, Scope scope) {
        String expanded = name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
        if (expanded.startsWith("/")) {
            return Optional.of(Path.of(expanded)).filter(Files::exists);
        }
        List<Path> candidates = new ArrayList<>();
        folders(kind, scope).forEach(folder -> candidates.add(Path.of(folder, expanded)));
        return candidates.stream().filter(Files::exists).findFirst();
    }

    /** A template included by another one: also beside the file that includes it. */
    static Optional<Path> template(String name, @Nullable String from, Scope scope) {
        Optional<Path> found = find("templates", name, scope).filter(Files::isRegularFile);
        if (found.isPresent() || from == null) {
            return found;
        }
        Path beside = Path.of(from).resolveSibling(name);
        return Optional.of(beside).filter(Files::isRegularFile);
    }

    /** A file as text. */
    public static String read(Path file) {
        try {
            Bounds.text(Files.size(file));
            return Files.readString(file);
        } catch (IOException problem) {
            throw new PythonException(
                    "cannot read " + file + ": " + problem.getMessage(), "is it readable, and UTF-8 text?");
        }
    }
}
