package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Tuple;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Paths as texts, and files of the controller. */
final class PathFilters {
    private PathFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("basename", "", (value, a, e) -> base(Text.of(value)))
                .add("dirname", "", (value, a, e) -> folder(Text.of(value)))
                .add("splitext", "", (value, a, e) -> extension(Text.of(value)))
                .add(
                        "path_join",
                        "*more",
                        (value, a, e) -> join(value instanceof String text ? List.of(text) : Items.of(value)))
                .add("expanduser", "", (value, a, e) -> expandUser(Text.of(value)))
                .add("expandvars", "", (value, a, e) -> Text.of(value))
                .add("normpath", "", (value, a, e) -> normal(Text.of(value)))
                .add("realpath", "", (value, a, e) -> real(Text.of(value)))
                .add(
                        "relpath",
                        "start",
                        (value, a, e) -> Path.of(a.text("start", System.getProperty("user.dir")))
                                .toAbsolutePath()
                                .normalize()
                                .relativize(
                                        Path.of(Text.of(value)).toAbsolutePath().normalize())
                                .toString())
                .add("win_basename", "", (value, a, e) -> windowsTail(Text.of(value)))
                .add("win_dirname", "", (value, a, e) -> windowsHead(Text.of(value)))
                .add(
                        "win_splitdrive",
                        "",
                        (value, a, e) -> Text.of(value).matches("(?s)[A-Za-z]:.*")
                                ? Tuple.of(
                                        Text.of(value).substring(0, 2),
                                        Text.of(value).substring(2))
                                : Tuple.of("", Text.of(value)))
                .add("fileglob", "", (value, a, e) -> glob(Text.of(value)));
    }

    static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String folder(String path) {
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        return head.matches("/*") ? head : head.replaceFirst("/+$", "");
    }

    private static Tuple extension(String path) {
        int dot = path.lastIndexOf('.');
        int start = path.lastIndexOf('/') + 1;
        boolean name = dot > start && !path.substring(start, dot).matches("\\.*");
        return name ? Tuple.of(path.substring(0, dot), path.substring(dot)) : Tuple.of(path, "");
    }

    private static String join(List<? extends @Nullable Object> parts) {
        StringBuilder path = new StringBuilder();
        for (Object each : parts) {
            String part = TextFilters.text(each, "path_join");
            if (part.startsWith("/")) {
                path.setLength(0);
            } else if (!path.isEmpty() && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(part);
        }
        return path.toString();
    }

    private static String expandUser(String path) {
        return path.equals("~") || path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    }

    private static String normal(String path) {
        String normal = Path.of(path).normalize().toString();
        return normal.isEmpty() ? "." : normal;
    }

    private static String real(String path) {
        Path absolute = Path.of(path).toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath()
                    .resolve(existing.relativize(absolute))
                    .normalize()
                    .toString();
        } catch (IOException unreadable) {
            return absolute.toString();
        }
    }

    private static int windowsSplit(String path) {
        return Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1;
    }

    private static String windowsTail(String path) {
        String tail = path.substring(windowsSplit(path));
        return tail.matches("[A-Za-z]:.*") ? tail.substring(2) : tail;
    }

    private static String windowsHead(String path) {
        String head = path.substring(0, windowsSplit(path));
        String drive = head.matches("(?s)[A-Za-z]:.*") ? head.substring(0, 2) : "";
        String rest = head.substring(drive.length());
        return rest.matches("[/\\\\]*") ? head : drive + rest.replaceFirst("[/\\\\]+$", "");
    }

    /** Regular files of the controller whose path matches; patterns stand in the last part of the path only. */
    static NewList glob(String pattern) {
        Path path = Path.of(pattern);
        Path folder = path.getParent() == null ? Path.of(".") : path.getParent();
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher("glob:"
                        + String.valueOf(path.getFileName()).replace("{", "\\{").replace("}", "\\}"));
        NewList found = new NewList();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        boolean hidden = String.valueOf(path.getFileName()).startsWith(".");
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> matcher.matches(file.getFileName()) && Files.isRegularFile(file))
                    .filter(file -> hidden || !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .forEach(file -> found.add(
                            path.getParent() == null ? file.getFileName().toString() : file.toString()));
        } catch (IOException problem) {
            throw new PythonException("cannot look into " + folder + ": " + problem.getMessage());
        }
        return found;
    }
}
