package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host as a case describes it, which answers every probe; what a case does not mention is not there. */
final class FakeHost {
    private final Map<String, Object> described;
    private final FakeFiles files;

    FakeHost(Map<String, Object> described) {
        this.described = described;
        this.files = new FakeFiles(map(described.get("files")));
    }

    Reading answer(Probe probe) {
        if (probe instanceof Probe.Path at) {
            return orUnreadable(at.path(), files.state(at));
        }
        if (probe instanceof Probe.FileContent at) {
            return orUnreadable(at.path(), files.content(at.path(), at.limit()));
        }
        if (probe instanceof Probe.Tree at) {
            return orUnreadable(at.path(), files.tree(at));
        }
        if (probe instanceof Probe.Glob at) {
            return new Reading.Names(files.matching(at.pattern()));
        }
        if (probe instanceof Probe.Command at) {
            return command(at);
        }
        if (probe instanceof Probe.User at) {
            return new Reading.User(user(at.name()));
        }
        if (probe instanceof Probe.Group at) {
            return new Reading.Group(group(at.name()));
        }
        if (probe instanceof Probe.Crontab at) {
            String text = (String) map(described.get("crontabs")).get(at.user());
            return new Reading.Bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), true);
        }
        if (probe instanceof Probe.Sysctl at) {
            Object value = map(described.get("sysctl")).get(at.name());
            return new Reading.Text(value == null ? null : String.valueOf(value));
        }
        return FakeSystem.answer(probe, described);
    }

    private Reading orUnreadable(String path, Reading reading) {
        String reason = files.unreadable(path);
        return reason == null ? reading : new Reading.Unreadable(reason);
    }

    private Reading command(Probe.Command probe) {
        for (Object item : list(described.get("commands"))) {
            Map<String, Object> known = map(item);
            Object argv = known.get("argv");
            List<?> words = argv instanceof List<?> all
                    ? all
                    : Arrays.asList(String.valueOf(argv).split(" "));
            boolean sameInput =
                    !known.containsKey("stdin") || known.get("stdin").equals(probe.stdin());
            if (sameInput && words.stream().map(String::valueOf).toList().equals(probe.argv())) {
                return new Reading.CommandOutput(
                        (int) number(known, "rc", 0), text(known, "stdout", ""), text(known, "stderr", ""));
            }
        }
        throw new AssertionError("the case does not say under `commands` what this prints: " + probe.argv());
    }

    private Reading.User.@Nullable Entry user(String name) {
        Map<String, Object> users = new LinkedHashMap<>(Map.of("root", Map.of("uid", 0L, "home", "/root")));
        users.putAll(map(described.get("users")));
        if (!users.containsKey(name)) {
            return null;
        }
        Map<String, Object> user = map(users.get(name));
        Object expires = user.get("expires_day");
        return new Reading.User.Entry(
                name,
                number(user, "uid", 1000),
                number(user, "gid", number(user, "uid", 1000)),
                text(user, "group", name),
                text(user, "comment", ""),
                text(user, "home", "/home/" + name),
                text(user, "shell", "/bin/sh"),
                list(user.get("groups")).stream().map(String::valueOf).toList(),
                (String) user.get("password"),
                expires == null ? null : (Long) expires,
                Boolean.TRUE.equals(user.get("locked")));
    }

    private Reading.Group.@Nullable Entry group(String name) {
        Map<String, Object> groups = new LinkedHashMap<>(Map.of("root", Map.of("gid", 0L)));
        groups.putAll(map(described.get("groups")));
        if (!groups.containsKey(name)) {
            return null;
        }
        Map<String, Object> group = map(groups.get(name));
        List<String> members =
                list(group.get("members")).stream().map(String::valueOf).toList();
        return new Reading.Group.Entry(name, number(group, "gid", 1000), members);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    static long number(Map<String, Object> map, String key, long unlessGiven) {
        Object value = map.get(key);
        return value == null ? unlessGiven : ((Number) value).longValue();
    }

    static String text(Map<String, Object> map, String key, String unlessGiven) {
        Object value = map.get(key);
        return value == null ? unlessGiven : String.valueOf(value);
    }
}
