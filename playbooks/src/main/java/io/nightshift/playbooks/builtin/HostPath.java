package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;

/** Paths of a host as text: always with slashes, whatever the controller runs on. */
final class HostPath {
    private HostPath() {}

    /** The directory a path is in; {@code /} for the root, {@code .} for a bare name. */
    static String parent(String path) {
        String clean = withoutSlash(path);
        int slash = clean.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : clean.substring(0, slash);
    }

    /** The last part of a path, without a trailing slash. */
    static String name(String path) {
        String clean = withoutSlash(path);
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    static String withoutSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    static String join(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** Where a link in a directory leads, dots resolved. */
    static String resolve(String directory, String target) {
        return clean(target.startsWith("/") ? target : join(directory, target));
    }

    /** Without {@code .}, {@code ..}, doubled and trailing slashes. */
    static String clean(String path) {
        List<String> parts = new ArrayList<>();
        boolean absolute = path.startsWith("/");
        for (String part : path.split("/")) {
            if (part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && absolute)) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /** The directories that lead to a path, from the top, the path itself last; without the root. */
    static List<String> withAncestors(String path) {
        List<String> all = new ArrayList<>();
        String here = withoutSlash(path);
        while (!here.equals("/") && !here.equals(".") && !here.equals("~") && !here.isEmpty()) {
            all.add(0, here);
            here = parent(here);
        }
        return all;
    }

    static boolean isBelow(String path, String directory) {
        return path.startsWith(directory.endsWith("/") ? directory : directory + "/");
    }

    /** Ansible's word for what is at a path. */
    static String word(PathState state) {
        return switch (state.kind()) {
            case ABSENT -> "absent";
            case DIRECTORY -> "directory";
            case LINK -> "link";
            case FILE -> state.links() > 1 ? "hard" : "file";
            case OTHER -> "file";
        };
    }

    /** The same for people. */
    static String phrase(PathState state) {
        return switch (state.kind()) {
            case ABSENT -> "nothing";
            case DIRECTORY -> "a directory";
            case LINK -> "a link";
            case FILE -> "a file";
            case OTHER -> "a device, socket or pipe";
        };
    }
}
