package io.nightshift.core.run;

import io.nightshift.playbooks.template.Scope;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some variables on top of a scope. */
final class LayeredScope implements Scope {
    private final Map<String, Object> top;
    private final Scope below;

    LayeredScope(Map<String, Object> top, Scope below) {
        this.top = top;
        this.below = below;
    }

    @Override
    public @Nullable Object get(String name) {
        return top.containsKey(name) ? top.get(name) : below.get(name);
    }

    @Override
    public boolean has(String name) {
        return top.containsKey(name) || below.has(name);
    }

    @Override
    public Collection<String> names() {
        Set<String> all = new LinkedHashSet<>(below.names());
        all.addAll(top.keySet());
        return all;
    }
}
