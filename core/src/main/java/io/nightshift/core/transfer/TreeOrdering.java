package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.util.Comparator;

/** The order of a tree: what is in a directory follows right after it. */
final class TreeOrdering {
    static final Comparator<TreeEntry> BY_PATH = (a, b) -> compare(a.path(), b.path());

    private TreeOrdering() {}

    static int compare(String a, String b) {
        int both = Math.min(a.length(), b.length());
        for (int i = 0; i < both; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return x == '/' ? -1 : y == '/' ? 1 : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Whether a path is in a directory, at whatever depth. */
    static boolean isBelow(String path, String directory) {
        return directory.isEmpty() ? !path.isEmpty() : path.startsWith(directory + "/");
    }
}
