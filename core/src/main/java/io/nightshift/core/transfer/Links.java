package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files with several names: the first is sent, the others become names of it again. */
final class Links {
    private static final class Group {
        private final String first;
        private @Nullable String identityThere;
        private final List<String> alike = new ArrayList<>();

        private Group(String first) {
            this.first = first;
        }
    }

    /** A name that is made. */
    record Name(String of, String path) {
        String directory() {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }

    private final Map<String, Group> groups = new HashMap<>();
    private final List<Name> made = new ArrayList<>();

    /** Whether an earlier entry is the same file; the first is remembered. */
    boolean isAnotherName(TreeEntry entry) {
        if (entry.links() < 2 || !entry.isFile()) {
            return false;
        }
        Group group = groups.computeIfAbsent(entry.identity(), id -> new Group(entry.path()));
        return !group.first.equals(entry.path());
    }

    /** The first name of a file, and its copy that may stay. */
    void first(TreeEntry entry, TreeEntry there) {
        Group group = groups.get(entry.identity());
        if (group != null && entry.links() > 1) {
            group.identityThere = there.identity();
        }
    }

    /** Whether the copy of another name is a name of the first one's copy. */
    boolean isLinkedAlike(TreeEntry entry, TreeEntry there) {
        Group group = groups.get(entry.identity());
        if (group == null || !there.identity().equals(group.identityThere)) {
            return false;
        }
        group.alike.add(entry.path());
        return true;
    }

    void make(TreeEntry entry) {
        Group group = groups.get(entry.identity());
        if (group != null) {
            made.add(new Name(group.first, entry.path()));
        }
    }

    /** A first name gets other bytes: those that were alike have to be made again, too. */
    List<String> comeAgain(TreeEntry entry) {
        Group group = groups.get(entry.identity());
        if (group == null || entry.links() < 2 || !group.first.equals(entry.path())) {
            return List.of();
        }
        List<String> again = List.copyOf(group.alike);
        group.alike.clear();
        group.identityThere = null;
        again.forEach(path -> made.add(new Name(group.first, path)));
        return again;
    }

    List<Name> made() {
        return made;
    }
}
