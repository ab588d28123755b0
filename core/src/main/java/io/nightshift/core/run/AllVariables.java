package io.nightshift.core.run;

import io.nightshift.playbooks.template.Scope;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope seen as a dictionary, as the variable {@code vars} shows it; values are looked up when asked for. */
final class AllVariables extends AbstractMap<String, Object> {
    private final Scope scope;

    AllVariables(Scope scope) {
        this.scope = scope;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && scope.has(name);
    }

    @Override
    @SuppressWarnings("NullAway") // variables may be null
    public @Nullable Object get(@Nullable Object key) {
        return key instanceof String name && scope.has(name) ? scope.get(name) : null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : scope.names()) {
            if (scope.has(name) && !name.equals("vars") && !name.equals("hostvars")) {
                HostMemory.putNullable(all, name, scope.get(name));
            }
        }
        return all.entrySet();
    }
}
