package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.map;
import static io.nightshift.playbooks.builtin.FakeHost.number;
import static io.nightshift.playbooks.builtin.FakeHost.text;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Reading.PathState.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a {@link FakeHost}. A path's value is the text of a file, {@code DIR}, or a mapping with one of
 * {@code text}, {@code base64}, {@code link}, {@code directory}, {@code other}, {@code unreadable} and with {@code mode},
 * {@code owner} and so on. Directories that lead to a path are there by themselves.
 */
final class FakeFiles {
    private static final String DIRECTORY = "DIR";

    private final TreeMap<String, Map<String, Object>> entries = new TreeMap<>();

    FakeFiles(Map<String, Object> described) {
        entries.put("/", Map.of("directory", true));
        described.forEach((path, value) -> {
            for (String above = HostPath.parent(path); above.length() > 1; above = HostPath.parent(above)) {
                entries.putIfAbsent(above, Map.of("directory", true));
            }
            entries.put(path, entry(value));
        });
    }

    private static Map<String, Object> entry(Object value) {
        if (value instanceof Map<?, ?>) {
            return map(value);
        }
        return DIRECTORY.equals(value) ? Map.of("directory", true) : Map.of("text", String.valueOf(value));
    }

    @Nullable
    String unreadable(String path) {
        Map<String, Object> entry = entries.get(path);
        return entry == null ? null : (String) entry.get("unreadable");
    }

    PathState state(Probe.Path probe) {
        String real = real(probe.path(), probe.follow());
        return state(probe.path(), entries.get(real), probe.checksum(), real);
    }

    Reading.Bytes content(String path, long limit) {
        Map<String, Object> entry = entries.get(real(path, true));
        byte[] bytes = entry == null ? null : bytes(entry);
        return new Reading.Bytes(bytes, bytes == null || bytes.length <= limit);
    }

    Reading.Tree tree(Probe.Tree probe) {
        List<PathState> found = new ArrayList<>();
        String root = probe.path();
        Map<String, Object> top = entries.get(root);
        if (top != null) {
            found.add(state(root, top, probe.checksum(), root));
        }
        String prefix = root.endsWith("/") ? root : root + "/";
        for (String path : entries.tailMap(prefix).keySet()) {
            if (!path.startsWith(prefix) || path.length() == prefix.length()) {
                continue;
            }
            int depth = path.substring(prefix.length()).split("/").length;
            if (probe.depth() == 0 || depth <= probe.depth()) {
                String real = real(path, probe.followLinks());
                found.add(state(path, entries.get(real), probe.checksum(), real));
            }
        }
        boolean complete = found.size() <= probe.limit();
        return new Reading.Tree(complete ? found : found.subList(0, probe.limit()), complete);
    }

    List<String> matching(String pattern) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return entries.keySet().stream()
                .filter(path -> matcher.matches(Path.of(path)))
                .toList();
    }

    /** Links on the way are followed; the last one where asked. */
    private String real(String path, boolean follow) {
        String here = HostPath.clean(path);
        for (int hop = 0; hop < 40; hop++) {
            String parent = here.equals("/") ? "/" : HostPath.parent(here);
            String at = parent.equals("/") ? here : HostPath.join(real(parent, true), HostPath.name(here));
            Map<String, Object> entry = entries.get(at);
            if (!follow || entry == null || !entry.containsKey("link")) {
                return at;
            }
            here = HostPath.resolve(HostPath.parent(at), text(entry, "link", ""));
        }
        return here;
    }

    private static PathState state(String path, @Nullable Map<String, Object> entry, Checksum checksum, String real) {
        if (entry == null) {
            return PathState.absent(path);
        }
        byte[] bytes = bytes(entry);
        Kind kind = entry.containsKey("directory")
                ? Kind.DIRECTORY
                : entry.containsKey("link") ? Kind.LINK : bytes == null ? Kind.OTHER : Kind.FILE;
        String target = (String) entry.get("link");
        String usual = kind == Kind.DIRECTORY ? "0755" : kind == Kind.LINK ? "0777" : "0644";
        long uid = number(entry, "uid", 0);
        long gid = number(entry, "gid", 0);
        return new PathState(
                path,
                kind,
                Integer.parseInt(text(entry, "mode", usual), 8),
                text(entry, "owner", uid == 0 ? "root" : "user" + uid),
                text(entry, "group", gid == 0 ? "root" : "group" + gid),
                uid,
                gid,
                number(entry, "size", bytes != null ? bytes.length : target != null ? target.length() : 4096),
                number(entry, "modified", 1_700_000_000),
                number(entry, "accessed", 1_700_000_000),
                number(entry, "changed", 1_700_000_000),
                number(entry, "inode", Math.abs(real.hashCode())),
                1,
                (int) number(entry, "links", 1),
                target,
                bytes == null ? null : digest(bytes, checksum));
    }

    private static @Nullable String digest(byte[] bytes, Checksum checksum) {
        String name = checksum.name().equals("MD5") ? "MD5" : checksum.name().replace("SHA", "SHA-");
        return checksum == Checksum.NONE ? null : Digests.of(bytes, name);
    }

    private static byte @Nullable [] bytes(Map<String, Object> entry) {
        if (entry.containsKey("base64")) {
            return Base64.getDecoder().decode(text(entry, "base64", ""));
        }
        return entry.containsKey("text") ? text(entry, "text", "").getBytes(StandardCharsets.UTF_8) : null;
    }
}
