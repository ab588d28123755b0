package io.nightshift.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every host a run may touch, the groups they are in, and their variables. Immutable, and safe for any number of
 * threads; what a run adds ({@code add_host}, {@code group_by}) makes a new inventory.
 *
 * <p>Values of variables are what {@link io.nightshift.inventory.yaml.YamlNode#toValue()} gives: templates are
 * {@link io.nightshift.inventory.yaml.Source}s, everything else is data.
 */
public final class Inventory {
    private static final List<String> LOCALHOST = List.of("localhost", "127.0.0.1", "::1");
    private static final Comparator<Group> WEAKEST_FIRST = Comparator.comparingInt(Group::depth)
            .thenComparingInt(Group::priority)
            .thenComparing(Group::name);

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Group> groups;
    private final VariableFolder fileVariables;
    private final List<VariableFolder> besideInventory;
    private final List<VariableFolder> besidePlaybook;
    private final Map<String, String> sources;
    private final Map<String, List<String>> directGroups = new HashMap<>();
    private final Map<List<String>, List<Group>> groupChains = new ConcurrentHashMap<>();
    private final Map<List<Group>, Map<String, @Nullable Object>> chainVariables = new ConcurrentHashMap<>();
    private final Map<String, List<Host>> members = new ConcurrentHashMap<>();

    Inventory(
            List<Host> hosts,
            Map<String, Group> groups,
            VariableFolder fileVariables,
            List<VariableFolder> besideInventory,
            List<VariableFolder> besidePlaybook,
            Map<String, String> sources) {
        hosts.forEach(host -> this.hosts.put(host.name(), host));
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.fileVariables = fileVariables;
        this.besideInventory = List.copyOf(besideInventory);
        this.besidePlaybook = List.copyOf(besidePlaybook);
        this.sources = Map.copyOf(sources);
        groups.values()
                .forEach(group -> group.hosts()
                        .forEach(name -> directGroups
                                .computeIfAbsent(name, it -> new ArrayList<>())
                                .add(group.name())));
    }

    /** An inventory of nothing but the implicit {@code localhost}. */
    public static Inventory empty() {
        return new InventoryBuilder().build(List.of(), List.of());
    }

    /** Every host, in the order of the group {@code all}. */
    public List<Host> hosts() {
        return hostsOf(Group.ALL);
    }

    /** A host by its name; {@code localhost} is always there, listed or not. */
    public Optional<Host> host(String name) {
        Host host = hosts.get(name);
        if (host == null && LOCALHOST.contains(name)) {
            Host listed = LOCALHOST.stream()
                    .map(hosts::get)
                    .filter(it -> it != null)
                    .findFirst()
                    .orElse(null);
            return Optional.of(listed == null ? new Host(name, true) : listed);
        }
        return Optional.ofNullable(host);
    }

    /** Every group by name, {@code all} and {@code ungrouped} included. */
    public Map<String, Group> groups() {
        return groups;
    }

    /** The hosts of a group and of all groups below it; none for an unknown group. */
    public List<Host> hostsOf(String group) {
        return members.computeIfAbsent(group, this::findMembers);
    }

    /** The groups a host is in, directly or through other groups, in the order their variables apply; without all. */
    public List<Group> groupsOf(Host host) {
        return groupChains.computeIfAbsent(directGroups.getOrDefault(host.name(), List.of()), this::chain);
    }

    /**
     * The variables of a host from inventory, {@code group_vars} and {@code host_vars} (levels 3 to 10 of
     * {@link Precedence}). Made anew on each call, cheap for hosts without variables of their own.
     */
    public Map<String, @Nullable Object> variablesOf(Host host) {
        Map<String, @Nullable Object> common = chainVariables.computeIfAbsent(groupsOf(host), this::mergeChain);
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        if (host.implicit()) {
            own.put("ansible_connection", "local");
        }
        own.putAll(fileVariables.host(host.name()));
        besideInventory.forEach(folder -> own.putAll(folder.host(host.name())));
        besidePlaybook.forEach(folder -> own.putAll(folder.host(host.name())));
        if (own.isEmpty()) {
            return common;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>((common.size() + own.size()) * 2);
        all.putAll(common);
        all.putAll(own);
        return Collections.unmodifiableMap(all);
    }

    /** The same variables, kept apart by level. */
    public Variables layersOf(Host host) {
        Variables layers = Variables.none();
        List<Group> chain = groupsOf(host);
        layers = layers.with(Precedence.INVENTORY_FILE_GROUP_VARS, fileVariables.group(Group.ALL));
        layers = withGroups(layers, Precedence.INVENTORY_FILE_GROUP_VARS, List.of(fileVariables), chain);
        for (VariableFolder folder : besideInventory) {
            layers = layers.with(Precedence.INVENTORY_GROUP_VARS_ALL, folder.group(Group.ALL));
        }
        for (VariableFolder folder : besidePlaybook) {
            layers = layers.with(Precedence.PLAYBOOK_GROUP_VARS_ALL, folder.group(Group.ALL));
        }
        layers = withGroups(layers, Precedence.INVENTORY_GROUP_VARS, besideInventory, chain);
        layers = withGroups(layers, Precedence.PLAYBOOK_GROUP_VARS, besidePlaybook, chain);
        if (host.implicit()) {
            layers = layers.with(Precedence.INVENTORY_FILE_HOST_VARS, Map.of("ansible_connection", "local"));
        }
        layers = layers.with(Precedence.INVENTORY_FILE_HOST_VARS, fileVariables.host(host.name()));
        for (VariableFolder folder : besideInventory) {
            layers = layers.with(Precedence.INVENTORY_HOST_VARS, folder.host(host.name()));
        }
        for (VariableFolder folder : besidePlaybook) {
            layers = layers.with(Precedence.PLAYBOOK_HOST_VARS, folder.host(host.name()));
        }
        return layers;
    }

    /**
     * What Ansible knows of every host by itself: {@code inventory_hostname}, {@code inventory_hostname_short},
     * {@code inventory_file}, {@code inventory_dir}, {@code group_names} and {@code groups}.
     */
    public Map<String, @Nullable Object> magicVariablesOf(Host host) {
        Map<String, @Nullable Object> magic = new LinkedHashMap<>();
        magic.put("inventory_hostname", host.name());
        magic.put("inventory_hostname_short", host.shortName());
        String source = sources.get(host.name());
        magic.put("inventory_file", source);
        Path folder = source == null ? null : Path.of(source).getParent();
        magic.put("inventory_dir", folder == null ? null : folder.toString());
        Set<String> names = new TreeSet<>();
        groupsOf(host).forEach(group -> names.add(group.name()));
        magic.put("group_names", List.copyOf(names));
        magic.put("groups", groupMembers());
        return Collections.unmodifiableMap(magic);
    }

    /** Host names by group, groups below included: the magic variable {@code groups}. */
    public Map<String, List<String>> groupMembers() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        groups.keySet()
                .forEach(group ->
                        names.put(group, hostsOf(group).stream().map(Host::name).toList()));
        return Collections.unmodifiableMap(names);
    }

    /**
     * This inventory with a host added (or known better), as {@code add_host} does; groups are made when missing.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Inventory withHost(
            String name, Collection<String> groups, Map<String, ? extends @Nullable Object> variables) {
        InventoryBuilder builder = InventoryBuilder.from(this);
        builder.addHost(name, Group.ALL, null);
        groups.forEach(group -> builder.addHost(name, group, null));
        variables.forEach((key, value) -> builder.setHostVariable(name, key, value));
        return builder.build(besideInventory, besidePlaybook);
    }

    /** This inventory with hosts put into a group, as {@code group_by} does; groups are made when missing. */
    public Inventory withGroup(String group, Collection<String> parents, Collection<Host> hosts) {
        InventoryBuilder builder = InventoryBuilder.from(this);
        builder.addGroup(group);
        parents.forEach(parent -> builder.addChild(parent, group));
        hosts.forEach(host -> builder.addHost(host.name(), group, null));
        return builder.build(besideInventory, besidePlaybook);
    }

    /** Every place where a variable that remembers its place was written; of one owner's the last counts. */
    public List<WrittenVariable> written(String variable) {
        Stream<VariableFolder> beside = Stream.concat(besideInventory.stream(), besidePlaybook.stream());
        Stream<VariableFolder> all = Stream.concat(Stream.of(fileVariables), beside);
        return all.flatMap(folder -> folder.written(variable)).toList();
    }

    boolean isListed(String hostName) {
        return hosts.containsKey(hostName);
    }

    VariableFolder fileVariables() {
        return fileVariables;
    }

    /** The hosts in the order they were first named. */
    Collection<Host> allHosts() {
        return hosts.values();
    }

    Optional<String> sourceOf(Host host) {
        return Optional.ofNullable(sources.get(host.name()));
    }

    /** The variables a group has of its own, from inventory files and group_vars. */
    Map<String, @Nullable Object> variablesOfGroup(String group) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>(fileVariables.group(group));
        besideInventory.forEach(folder -> own.putAll(folder.group(group)));
        besidePlaybook.forEach(folder -> own.putAll(folder.group(group)));
        int priority = groupNamed(group).priority();
        if (priority != 1) {
            own.put("ansible_group_priority", (long) priority);
        }
        return own;
    }

    private Map<String, @Nullable Object> mergeChain(List<Group> chain) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(fileVariables.group(Group.ALL));
        chain.forEach(group -> merged.putAll(fileVariables.group(group.name())));
        besideInventory.forEach(folder -> merged.putAll(folder.group(Group.ALL)));
        besidePlaybook.forEach(folder -> merged.putAll(folder.group(Group.ALL)));
        besideInventory.forEach(folder -> chain.forEach(group -> merged.putAll(folder.group(group.name()))));
        besidePlaybook.forEach(folder -> chain.forEach(group -> merged.putAll(folder.group(group.name()))));
        return Collections.unmodifiableMap(merged);
    }

    private static Variables withGroups(
            Variables layers, Precedence level, List<VariableFolder> folders, List<Group> chain) {
        Variables next = layers;
        for (VariableFolder folder : folders) {
            for (Group group : chain) {
                next = next.with(level, folder.group(group.name()));
            }
        }
        return next;
    }

    private List<Group> chain(List<String> direct) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(direct);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (seen.add(name)) {
                open.addAll(groupNamed(name).parents());
            }
        }
        seen.remove(Group.ALL);
        return seen.stream().map(this::groupNamed).sorted(WEAKEST_FIRST).toList();
    }

    private Group groupNamed(String name) {
        Group group = groups.get(name);
        if (group == null) {
            throw new IllegalStateException("the inventory names a group it does not hold: " + name);
        }
        return group;
    }

    /** Level by level: the group's own hosts first, then those of its children, then of theirs. */
    private List<Host> findMembers(String group) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> level = groups.containsKey(group) ? List.of(group) : List.of();
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String name : level) {
                if (seen.add(name)) {
                    names.addAll(groupNamed(name).hosts());
                    next.addAll(groupNamed(name).children());
                }
            }
            level = next;
        }
        return names.stream().map(hosts::get).toList();
    }
}
