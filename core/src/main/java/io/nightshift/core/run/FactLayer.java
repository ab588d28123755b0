package io.nightshift.core.run;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts as variables: {@code ansible_distribution} beside {@code ansible_facts.distribution}. */
final class FactLayer extends AbstractMap<String, Object> {
    private static final String PREFIX = "ansible_";
    private final HostMemory host;

    FactLayer(HostMemory host) {
        this.host = host;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name
                && (name.startsWith(PREFIX) && host.facts.containsKey(name.substring(PREFIX.length()))
                        || host.bareFacts.contains(name));
    }

    @Override
    @SuppressWarnings("NullAway") // facts may be null
    public @Nullable Object get(@Nullable Object key) {
        if (key instanceof String name) {
            if (name.startsWith(PREFIX)) {
                return host.facts.get(name.substring(PREFIX.length()));
            }
            if (host.bareFacts.contains(name)) {
                return host.facts.get(name);
            }
        }
        return null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        synchronized (host.facts) {
            host.facts.forEach((name, value) -> HostMemory.putNullable(all, PREFIX + name, value));
        }
        return all.entrySet();
    }
}
