package io.nightshift.playbooks.module;

import java.util.List;
import java.util.regex.Pattern;

/** What paths and names within a tree may be: never a way out of it. */
final class TreePaths {
    private static final Pattern TIME = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    private TreePaths() {}

    static void checkPlace(String path, String staging) {
        checkAbsolute(path);
        checkAbsolute(staging);
        if (!staging.substring(staging.lastIndexOf('/') + 1).startsWith(TreeChange.STAGING)) {
            throw new IllegalArgumentException("not a directory in which a tree waits: " + staging);
        }
    }

    private static void checkAbsolute(String path) {
        if (path.length() < 2 || !path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path to a file or directory: " + path);
        }
        checkRelative(path.substring(1));
    }

    /** The tree itself, or a path below it. */
    static void checkRelative(String path) {
        if (!path.isEmpty()) {
            for (String name : path.split("/", -1)) {
                checkName(name);
            }
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not the name of something in a tree: " + name);
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no name holds a NUL character");
        }
    }

    static List<String> names(List<String> names) {
        names.forEach(TreePaths::checkName);
        return List.copyOf(names);
    }

    static List<String> relative(List<String> paths) {
        paths.forEach(TreePaths::checkRelative);
        return List.copyOf(paths);
    }

    static void checkTime(String time) {
        if (!TIME.matcher(time).matches()) {
            throw new IllegalArgumentException("not a time in seconds: " + time);
        }
    }
}
