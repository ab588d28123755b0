package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers hosts and groups from all sources, then settles what belongs to {@code all} and {@code ungrouped}. */
final class InventoryBuilder {
    private final Map<String, Member> hosts = new LinkedHashMap<>();
    private final Map<String, Member> groups = new LinkedHashMap<>();
    private final List<WrittenVariable> written = new ArrayList<>();

    /** A host or group while it is being gathered; a host has no hosts or children. */
    private static final class Member {
        final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        final Set<String> hosts = new LinkedHashSet<>();
        final Set<String> children = new LinkedHashSet<>();
        final Set<String> parents = new LinkedHashSet<>();
        int priority = 1;

        @Nullable
        String source;
    }

    InventoryBuilder() {
        addGroup(Group.ALL);
        addChild(Group.ALL, Group.UNGROUPED);
    }

    /** Goes on from a finished inventory, to add what a run finds out. */
    static InventoryBuilder from(Inventory inventory) {
        InventoryBuilder builder = new InventoryBuilder();
        inventory.groups().values().forEach(group -> {
            Member member = builder.group(group.name());
            member.hosts.addAll(group.hosts());
            member.children.addAll(group.children());
            member.parents.addAll(group.parents());
            member.priority = group.priority();
            member.variables.putAll(inventory.fileVariables().group(group.name()));
        });
        inventory.allHosts().forEach(host -> {
            Member member = builder.host(host.name());
            member.variables.putAll(inventory.fileVariables().host(host.name()));
            member.source = inventory.sourceOf(host).orElse(null);
        });
        builder.written.addAll(inventory.fileVariables().written());
        return builder;
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    Set<String> groupNames() {
        return groups.keySet();
    }

    void addGroup(String name) {
        group(name);
    }

    /** Adds a host to a group; the first source that names a host is the one it belongs to. */
    void addHost(String name, String group, @Nullable String source) {
        Member host = hosts.get(name);
        if (host == null) {
            host(name).source = source;
        }
        group(group).hosts.add(name);
    }

    /**
     * Puts one group below another.
     *
     * @return false if that would make a circle
     */
    boolean addChild(String parent, String child) {
        if (parent.equals(child) || descendants(child).contains(parent)) {
            return false;
        }
        group(parent).children.add(child);
        group(child).parents.add(parent);
        return true;
    }

    void setHostVariable(String host, String name, @Nullable Object value) {
        setHostVariable(host, name, value, Position.NONE);
    }

    /** @param value a plain value, or the node it was written as */
    void setHostVariable(String host, String name, @Nullable Object value, Position position) {
        host(host).variables.put(name, plain(value));
        keep(host, true, name, value, position);
    }

    /** @param value a plain value, or the node it was written as */
    void setGroupVariable(
            String group, String name, @Nullable Object value, Position position, int length, Diagnostics problems) {
        if (!name.equals("ansible_group_priority")) {
            group(group).variables.put(name, plain(value));
            keep(group, false, name, value, position);
            return;
        }
        Optional<Integer> priority = wholeNumber(plain(value));
        priority.ifPresent(it -> group(group).priority = it);
        if (priority.isEmpty()) {
            problems.error(position, length, "`ansible_group_priority` must be a whole number", null);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof YamlNode node ? node.toValue() : value;
    }

    private void keep(String owner, boolean ofHost, String name, @Nullable Object value, Position position) {
        if (WrittenVariable.isKept(name)) {
            YamlNode node = value instanceof YamlNode it ? it : WrittenVariable.node(value, position);
            written.add(new WrittenVariable(owner, ofHost, name, node));
        }
    }

    /** Everything gathered, complete with {@code all} and {@code ungrouped}. */
    Inventory build(List<VariableFolder> besideInventory, List<VariableFolder> besidePlaybook) {
        groups.forEach((name, member) -> {
            if (member.parents.isEmpty() && !name.equals(Group.ALL)) {
                addChild(Group.ALL, name);
            }
        });
        settleUngrouped();
        Map<String, Integer> depths = depths();
        Map<String, Group> finished = new LinkedHashMap<>();
        VariableFolder variables = new VariableFolder();
        variables.putWritten(written);
        groups.forEach((name, member) -> {
            finished.put(
                    name,
                    new Group(
                            name,
                            List.copyOf(member.hosts),
                            List.copyOf(member.children),
                            List.copyOf(member.parents),
                            depths.getOrDefault(name, 0),
                            member.priority));
            variables.putGroup(name, member.variables);
        });
        Map<String, String> sources = new HashMap<>();
        List<Host> finishedHosts = new ArrayList<>();
        hosts.forEach((name, member) -> {
            finishedHosts.add(new Host(name, false));
            variables.putHost(name, member.variables);
            String source = member.source;
            if (source != null) {
                sources.put(name, source);
            }
        });
        return new Inventory(finishedHosts, finished, variables, besideInventory, besidePlaybook, sources);
    }

    private void settleUngrouped() {
        Set<String> grouped = new LinkedHashSet<>();
        groups.forEach((name, member) -> {
            if (!name.equals(Group.ALL) && !name.equals(Group.UNGROUPED)) {
                grouped.addAll(member.hosts);
            }
        });
        Set<String> ungrouped = group(Group.UNGROUPED).hosts;
        ungrouped.removeAll(grouped);
        hosts.keySet().stream().filter(name -> !grouped.contains(name)).forEach(ungrouped::add);
    }

    /** The longest way down from {@code all}. */
    private Map<String, Integer> depths() {
        Map<String, Integer> depths = new HashMap<>();
        groups.keySet().forEach(name -> depth(name, depths));
        return depths;
    }

    private int depth(String name, Map<String, Integer> known) {
        Integer depth = known.get(name);
        if (depth == null) {
            int deepest = -1;
            for (String parent : group(name).parents) {
                deepest = Math.max(deepest, depth(parent, known));
            }
            depth = deepest + 1;
            known.put(name, depth);
        }
        return depth;
    }

    private Set<String> descendants(String name) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            Member member = groups.get(open.pop());
            if (member != null) {
                member.children.stream().filter(seen::add).forEach(open::add);
            }
        }
        return seen;
    }

    private Member host(String name) {
        return hosts.computeIfAbsent(name, it -> new Member());
    }

    private Member group(String name) {
        return groups.computeIfAbsent(name, it -> new Member());
    }

    private static Optional<Integer> wholeNumber(@Nullable Object value) {
        if (value instanceof Long number && number == number.intValue()) {
            return Optional.of(number.intValue());
        }
        boolean digits = value instanceof String text && text.strip().matches("[-+]?\\d{1,9}");
        return digits ? Optional.of(Integer.valueOf(String.valueOf(value).strip())) : Optional.empty();
    }
}
