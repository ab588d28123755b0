package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import io.nightshift.playbooks.template.python.Types;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tests about results of tasks, versions, sets, files of the controller and URLs. */
final class TaskTests {
    private static final List<String> SCHEMES = List.of(
            "http", "https", "ftp", "ftps", "file", "ssh", "sftp", "git", "rsync", "svn", "ws", "wss", "ldap", "ldaps");

    private TaskTests() {}

    static void addTo(Registry<Test> tests) {
        tests.add("failed failure", "", (value, a, e) -> flag(value, "failed"))
                .add("succeeded success successful", "", (value, a, e) -> !flag(value, "failed"))
                .add("unreachable", "", (value, a, e) -> flag(value, "unreachable"))
                .add("reachable", "", (value, a, e) -> !flag(value, "unreachable"))
                .add("skipped skip", "", (value, a, e) -> flag(value, "skipped"))
                .add("changed change", "", (value, a, e) -> changed(result(value)))
                .add("finished", "", (value, a, e) -> count(result(value), "finished"))
                .add("started", "", (value, a, e) -> count(result(value), "started"))
                .add("version version_compare", "version operator strict version_type", Versions::compare)
                .add(
                        "subset issubset",
                        "b",
                        (value, a, e) -> keys(a.required("b")).containsAll(keys(value)))
                .add("superset issuperset", "b", (value, a, e) -> keys(value).containsAll(keys(a.required("b"))))
                .add("file is_file", "", (value, a, e) -> Files.isRegularFile(path(value)))
                .add("directory is_dir", "", (value, a, e) -> Files.isDirectory(path(value)))
                .add("link is_link", "", (value, a, e) -> Files.isSymbolicLink(path(value)))
                .add("exists", "", (value, a, e) -> Files.exists(path(value)))
                .add(
                        "link_exists",
                        "",
                        (value, a, e) -> Files.exists(path(value), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .add("abs is_abs", "", (value, a, e) -> Text.of(value).startsWith("/"))
                .add("uri", "schemes", (value, a, e) -> uri(value, a.get("schemes"), false))
                .add("url", "schemes", (value, a, e) -> uri(value, a.get("schemes"), true))
                .add(
                        "urn",
                        "",
                        (value, a, e) -> Text.of(value)
                                .toLowerCase(java.util.Locale.ROOT)
                                .startsWith("urn:"));
    }

    private static Map<?, ?> result(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new PythonException(
                "this test needs the result of a task, got " + Types.name(value),
                "use the variable that the task registers");
    }

    private static @Nullable Object part(Map<?, ?> result, String name) {
        Object value = Items.get(result, name);
        if (value instanceof KnownAfterApply unknown) {
            throw unknown.whenRead();
        }
        return value == Items.MISSING ? null : value;
    }

    private static boolean flag(@Nullable Object value, String name) {
        return Truth.of(part(result(value), name));
    }

    private static boolean changed(Map<?, ?> result) {
        if (!result.containsKey("changed") && part(result, "results") instanceof List<?> results) {
            return results.stream().anyMatch(each -> each instanceof Map<?, ?> one && Truth.of(part(one, "changed")));
        }
        return Truth.of(part(result, "changed"));
    }

    private static boolean count(Map<?, ?> result, String name) {
        return !result.containsKey(name) || Order.equal(part(result, name), 1L);
    }

    private static Set<Object> keys(@Nullable Object value) {
        Set<Object> keys = new HashSet<>();
        Items.of(value).forEach(item -> keys.add(Order.key(item)));
        return keys;
    }

    private static Path path(@Nullable Object value) {
        return Path.of(Text.of(value));
    }

    private static boolean uri(@Nullable Object value, @Nullable Object schemes, boolean host) {
        try {
            java.net.URI uri = new java.net.URI(Text.of(value));
            boolean allowed = schemes == null
                    ? !host || SCHEMES.contains(String.valueOf(uri.getScheme()))
                    : Order.contains(schemes, uri.getScheme());
            return uri.getScheme() != null
                    && allowed
                    && (!host
                            || (uri.getRawAuthority() != null
                                    && !uri.getRawAuthority().isEmpty()));
        } catch (java.net.URISyntaxException noUri) {
            return false;
        }
    }
}
