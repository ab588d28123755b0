package io.nightshift.inventory;

import java.util.List;
import java.util.Objects;

/**
 * A named set of hosts and further groups.
 *
 * @param hosts names of the hosts listed in this very group
 * @param children names of the groups below it
 * @param parents names of the groups above it; only {@code all} has none
 * @param depth how far below {@code all}; variables of deeper groups win
 * @param priority {@code ansible_group_priority}, by default 1; among groups of one depth the higher one wins
 */
public record Group(
        String name, List<String> hosts, List<String> children, List<String> parents, int depth, int priority) {

    /** The group of every host. */
    public static final String ALL = "all";

    /** The group of the hosts that are in no other group. */
    public static final String UNGROUPED = "ungrouped";

    public Group {
        Objects.requireNonNull(name, "name");
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        parents = List.copyOf(parents);
    }
}
