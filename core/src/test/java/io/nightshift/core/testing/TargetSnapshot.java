package io.nightshift.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The state of a host that a rollback must restore: every file's bytes, owner and mode, packages, units, users, groups,
 * mounts, some kernel settings. What is left out stands, with its reason, in {@code snapshot-exclusions.txt}.
 */
public record TargetSnapshot(SortedMap<String, String> state) {
    private static final Pattern EXCLUDED = exclusions();

    public TargetSnapshot {
        state = new TreeMap<>(state);
    }

    static TargetSnapshot of(TargetHost host) {
        Exec listing = host.exec("sh", "-c", resource("snapshot.sh"));
        listing.text();
        SortedMap<String, String> state = new TreeMap<>();
        for (String line : listing.stdout().split("\n")) {
            int tab = line.indexOf('\t');
            String name = tab < 0 ? line : line.substring(0, tab);
            if (!EXCLUDED.matcher(name).matches()) {
                state.put(name, tab < 0 ? "" : line.substring(tab + 1).strip());
            }
        }
        return new TargetSnapshot(state);
    }

    /** One readable line per difference, empty when both are the same: what this snapshot says, then the other. */
    public List<String> differencesTo(TargetSnapshot later) {
        TreeSet<String> names = new TreeSet<>(state.keySet());
        names.addAll(later.state.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = state.getOrDefault(name, "absent");
            String after = later.state.getOrDefault(name, "absent");
            if (!Objects.equals(before, after)) {
                differences.add(name + ": " + before + " -> " + after);
            }
        }
        return differences;
    }

    private static Pattern exclusions() {
        return Pattern.compile(resource("snapshot-exclusions.txt")
                .lines()
                .filter(line -> line.startsWith("/"))
                .map(line -> line.split("\\s+", 2)[0])
                .map(path -> Pattern.quote(path).replace("*", "\\E[^/]*\\Q"))
                .collect(Collectors.joining("|", "(file|content|mount) (", ")(/.*)?")));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(TargetSnapshot.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
