package io.nightshift.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Variables by group and by host, as one place gives them: the inventory's own files, or one folder's group_vars. */
final class VariableFolder {
    private final Map<String, Map<String, @Nullable Object>> groups = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> hosts = new HashMap<>();
    private final List<WrittenVariable> written = new ArrayList<>();

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

    void putWritten(Collection<WrittenVariable> variables) {
        written.addAll(variables);
    }

    /** The variables that remember their place, the weaker ones of one owner first. */
    List<WrittenVariable> written() {
        return written;
    }

    Stream<WrittenVariable> written(String variable) {
        return written.stream().filter(it -> it.name().equals(variable));
    }

    Map<String, @Nullable Object> group(String name) {
        return groups.getOrDefault(name, Map.of());
    }

    Map<String, @Nullable Object> host(String name) {
        return hosts.getOrDefault(name, Map.of());
    }
}
