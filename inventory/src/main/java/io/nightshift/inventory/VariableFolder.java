package io.nightshift.inventory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables by group and by host, as one place gives them: the inventory's own files, or one folder's group_vars. */
final class VariableFolder {
    private final Map<String, Map<String, @Nullable Object>> groups = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> hosts = new HashMap<>();

    void putGroup(String name, Map<String, @Nullable Object> variables) {
        if (!variables.isEmpty()) {
            groups.put(name, variables);
        }
    }

    void putHost(String name, Map<String, @Nullable Object> variables) {
        if (!variables.isEmpty()) {
            hosts.put(name, variables);
        }
    }

    Map<String, @Nullable Object> group(String name) {
        return groups.getOrDefault(name, Map.of());
    }

    Map<String, @Nullable Object> host(String name) {
        return hosts.getOrDefault(name, Map.of());
    }
}
