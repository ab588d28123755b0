package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what has to go because the source does not have it: whole directories, unless something in them is to be left alone. */
final class Extras {
    private final PathPatterns patterns;
    private final boolean deletes;
    private final List<TreeEntry> waiting = new ArrayList<>();
    private @Nullable String top;

    Extras(PathPatterns patterns, boolean deletes) {
        this.patterns = patterns;
        this.deletes = deletes;
    }

    /** The next thing that only the copy has. */
    void add(TreeEntry entry, Consumer<TreeEntry> gone) {
        if (!deletes) {
            return;
        }
        if (!hold(entry.path())) {
            settle(gone);
        }
        if (top == null) {
            top = entry.path();
        }
        if (waiting.isEmpty() || patterns.leaveSomething()) {
            waiting.add(entry); // the rest of it goes with its top
        }
    }

    /** Whether a path is within what is being looked at, so that it is not decided yet. */
    boolean hold(String path) {
        return top != null && (path.equals(top) || TreeOrdering.isBelow(path, top));
    }

    /** Tells what goes of what was looked at. */
    void settle(Consumer<TreeEntry> gone) {
        Set<String> kept = new HashSet<>();
        for (TreeEntry entry : waiting) {
            if (patterns.excludes(entry) || !patterns.includes(entry)) {
                for (String path = entry.path(); !path.isEmpty(); path = above(path)) {
                    kept.add(path);
                }
            }
        }
        String going = null;
        for (TreeEntry entry : waiting) {
            if (!kept.contains(entry.path()) && (going == null || !TreeOrdering.isBelow(entry.path(), going))) {
                gone.accept(entry);
                going = entry.path();
            }
        }
        waiting.clear();
        top = null;
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
