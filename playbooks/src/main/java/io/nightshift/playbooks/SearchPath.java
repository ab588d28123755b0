package io.nightshift.playbooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's relative file names lead, in Ansible's order: the role (and the roles that use it), the folder of the task's
 * file, the playbook's folder; in each first the folder of the kind ({@code files}, {@code templates}, {@code vars},
 * {@code tasks}), then as given.
 */
public record SearchPath(List<Path> places) {
    public SearchPath {
        places = List.copyOf(places);
    }

    /** The places a task of this role and file looks at. */
    public static SearchPath of(@Nullable RoleScope role, Path taskFile, Path playbookDirectory) {
        Set<Path> places = new LinkedHashSet<>();
        for (RoleScope at = role; at != null; at = at.parent()) {
            places.add(at.path());
        }
        Path directory = taskFile.toAbsolutePath().getParent();
        if (directory != null) {
            places.add(directory);
        }
        places.add(playbookDirectory);
        return new SearchPath(new ArrayList<>(places));
    }

    /** The first that exists; empty when there is none. */
    public Optional<Path> find(String kind, String name) {
        return candidates(kind, name).stream().filter(Files::exists).findFirst();
    }

    /** Every place looked at, in order. */
    public List<Path> candidates(String kind, String name) {
        Path given = Path.of(name);
        if (name.startsWith("~/")) {
            return List.of(Path.of(System.getProperty("user.home"), name.substring(2)));
        }
        if (given.isAbsolute()) {
            return List.of(given);
        }
        Set<Path> all = new LinkedHashSet<>();
        for (Path place : places) {
            all.add(place.resolve(kind).resolve(name).normalize());
            all.add(place.resolve(name).normalize());
        }
        return new ArrayList<>(all);
    }
}
