package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostic;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts to act on, in Ansible's pattern language: names of hosts and groups, globs ({@code web*}), regular
 * expressions ({@code ~db\d+}), unions ({@code a:b} or {@code a,b}), intersections ({@code &b}), exclusions
 * ({@code !c}) and slices of groups ({@code web[0]}, {@code web[-1]}, {@code web[1:3]}, ends included).
 *
 * @param parts the single patterns, in the order written
 * @param position where the pattern was written
 */
public record HostPattern(List<String> parts, Position position) {
    private static final Pattern BETWEEN_COLONS = Pattern.compile("(?:[^\\s:\\[\\]]++|\\[[^\\]]*+])++");
    private static final Pattern SLICE = Pattern.compile("(.+)\\[(?:(-?\\d{1,9})|(\\d{1,9})[:-](\\d{0,9}))]");

    public HostPattern {
        parts = List.copyOf(parts);
    }

    /** A pattern as written after {@code hosts:} or on the command line. */
    public static HostPattern of(String text, Position position) {
        return new HostPattern(split(text), position);
    }

    /** A list of patterns, which together make one. */
    public static HostPattern of(Collection<String> texts, Position position) {
        List<String> parts = new ArrayList<>();
        texts.forEach(text -> parts.addAll(split(text)));
        return new HostPattern(parts, position);
    }

    /** The argument of {@code --limit}, where {@code @file} stands for the lines of a file. */
    public static HostPattern ofLimit(String text, Position position, Path workingDirectory, Diagnostics problems) {
        List<String> parts = new ArrayList<>();
        for (String part : split(text)) {
            if (!part.startsWith("@")) {
                parts.add(part);
                continue;
            }
            Path file =
                    workingDirectory.resolve(part.substring(1)).toAbsolutePath().normalize();
            try {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(parts::add);
            } catch (IOException e) {
                problems.error(
                        Position.ofFile(file.toString()),
                        1,
                        "this file of hosts for `--limit` cannot be read",
                        "it should exist and hold one host or pattern per line");
            }
        }
        return new HostPattern(parts, position);
    }

    /**
     * The hosts meant, without duplicates, in the order of the patterns and of the inventory.
     *
     * @param unmatched how bad it is if a plain name matches nothing; a glob that matches nothing is a warning
     */
    public List<Host> select(Inventory inventory, Diagnostics problems, Severity unmatched) {
        Set<Host> selected = new LinkedHashSet<>();
        List<String> plain = parts.stream()
                .filter(it -> !it.startsWith("!") && !it.startsWith("&"))
                .toList();
        for (String part : plain.isEmpty() && !parts.isEmpty() ? List.of(Group.ALL) : plain) {
            selected.addAll(match(part, inventory, problems, unmatched));
        }
        for (String part : parts) {
            if (part.startsWith("&")) {
                selected.retainAll(new HashSet<>(match(part.substring(1), inventory, problems, unmatched)));
            }
        }
        for (String part : parts) {
            if (part.startsWith("!")) {
                selected.removeAll(new HashSet<>(match(part.substring(1), inventory, problems, Severity.WARNING)));
            }
        }
        return List.copyOf(selected);
    }

    private List<Host> match(String part, Inventory inventory, Diagnostics problems, Severity unmatched) {
        if (inventory.isListed(part)) {
            return inventory.host(part).stream().toList();
        }
        Matcher slice = SLICE.matcher(part);
        boolean sliced = !part.startsWith("~") && slice.matches();
        String name = sliced ? slice.group(1) : part;
        Set<Host> found = new LinkedHashSet<>();
        boolean group = find(name, inventory, problems, found);
        if (found.isEmpty() && !group && !name.equals(Group.ALL)) {
            reportUnmatched(name, inventory, problems, unmatched);
        }
        List<Host> hosts = List.copyOf(found);
        return sliced ? slice(hosts, slice, part, problems, unmatched) : hosts;
    }

    /** Adds what a name, glob or regular expression matches; true if it matches a group, maybe an empty one. */
    private boolean find(String name, Inventory inventory, Diagnostics problems, Set<Host> into) {
        Pattern pattern;
        try {
            pattern = name.startsWith("~") ? Pattern.compile(name.substring(1)) : Glob.compile(name);
        } catch (IllegalArgumentException e) {
            problems.error(
                    position,
                    1,
                    "`" + name + "` is no valid regular expression",
                    "the part after `~` is one; a plain glob such as `web*` needs no `~`");
            return true;
        }
        boolean anywhere = name.startsWith("~");
        boolean group = false;
        for (String groupName : inventory.groups().keySet()) {
            if (matches(pattern, groupName, anywhere)) {
                group = true;
                into.addAll(inventory.hostsOf(groupName));
            }
        }
        boolean special = anywhere || name.chars().anyMatch(c -> c == '.' || c == '?' || c == '*' || c == '[');
        if (!group || special) {
            inventory.allHosts().stream()
                    .filter(host -> matches(pattern, host.name(), anywhere))
                    .forEach(into::add);
        }
        if (into.isEmpty()) {
            inventory.host(name).ifPresent(into::add);
        }
        return group;
    }

    private static boolean matches(Pattern pattern, String name, boolean onlyBeginning) {
        Matcher matcher = pattern.matcher(name);
        return onlyBeginning ? matcher.lookingAt() : matcher.matches();
    }

    private List<Host> slice(List<Host> hosts, Matcher slice, String part, Diagnostics problems, Severity unmatched) {
        if (hosts.isEmpty()) {
            return hosts;
        }
        String index = slice.group(2);
        if (index == null) {
            int from = Integer.parseInt(slice.group(3));
            int to = slice.group(4).isEmpty() ? hosts.size() : Integer.parseInt(slice.group(4)) + 1;
            return hosts.subList(
                    Math.min(from, hosts.size()), Math.max(Math.min(from, hosts.size()), Math.min(to, hosts.size())));
        }
        int wanted = Integer.parseInt(index);
        int at = wanted < 0 ? hosts.size() + wanted : wanted;
        if (at >= 0 && at < hosts.size()) {
            return List.of(hosts.get(at));
        }
        report(
                problems,
                unmatched,
                part,
                "`" + part + "` selects no host: `" + slice.group(1) + "` has " + hosts.size()
                        + (hosts.size() == 1 ? " host" : " hosts"),
                "counting begins at 0; `[-1]` is the last one");
        return List.of();
    }

    private void reportUnmatched(String name, Inventory inventory, Diagnostics problems, Severity unmatched) {
        boolean glob = name.startsWith("~") || name.matches(".*[*?\\[].*");
        if (glob) {
            report(problems, Severity.WARNING, name, "no group or host matches `" + name + "`", null);
            return;
        }
        Set<String> known = new LinkedHashSet<>(inventory.groups().keySet());
        inventory.allHosts().forEach(host -> known.add(host.name()));
        report(
                problems,
                unmatched,
                name,
                "no such group or host `" + name + "`",
                DidYouMean.hint(name, known, "`nightshift inventory --graph` shows all groups and hosts"));
    }

    private void report(Diagnostics problems, Severity severity, String part, String message, @Nullable String hint) {
        problems.add(new Diagnostic(severity, position, parts.size() == 1 ? part.length() : 1, message, hint));
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        if (text.contains(",")) {
            for (String part : text.split(",", -1)) {
                parts.add(part.strip());
            }
        } else if (HostRange.isOneName(text.strip())) {
            parts.add(text.strip());
        } else {
            BETWEEN_COLONS.matcher(text).results().forEach(part -> parts.add(part.group()));
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
