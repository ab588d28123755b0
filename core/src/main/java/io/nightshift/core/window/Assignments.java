package io.nightshift.core.window;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which host has which windows, by names in alphabetical order.
 *
 * @param ofHosts the windows of every listed host
 * @param ofAll the windows of the group {@code all}
 */
record Assignments(Map<String, List<String>> ofHosts, List<String> ofAll) {
    private static final Set<String> CONTROLLER = Set.of("localhost", "127.0.0.1", "::1");

    Assignments {
        ofHosts = Map.copyOf(ofHosts);
        ofAll = List.copyOf(ofAll);
    }

    static Assignments none() {
        return new Assignments(Map.of(), List.of());
    }

    /** A host that the inventory does not list has the windows of everybody; the controller itself has none then. */
    List<String> of(String host) {
        return ofHosts.getOrDefault(host, CONTROLLER.contains(host) ? List.of() : ofAll);
    }
}
