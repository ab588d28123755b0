package io.nightshift.playbooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a file of tasks is looked for: beside the file that names it, then as every other file of a role or playbook. */
final class TaskFiles {
    private TaskFiles() {}

    static Optional<Path> find(SearchPath search, Path from, String name) {
        return candidates(search, from, name).stream()
                .filter(Files::isRegularFile)
                .map(path -> path.toAbsolutePath().normalize())
                .findFirst();
    }

    static List<Path> candidates(SearchPath search, Path from, String name) {
        List<Path> all = new ArrayList<>();
        Path directory = from.toAbsolutePath().getParent();
        if (directory != null) {
            all.add(directory.resolve(name).normalize());
        }
        for (Path candidate : search.candidates("tasks", name)) {
            if (!all.contains(candidate)) {
                all.add(candidate);
            }
        }
        return all;
    }
}
