package io.nightshift.playbooks.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables an expression can see. Values may contain {@link io.nightshift.inventory.yaml.Source} leaves; they are rendered at use. */
public interface Scope {
    /** The value, which may be null; {@link Undefined} when there is no such variable. */
    @Nullable
    Object get(String name);

    boolean has(String name);

    /** All names, for "did you mean" and the lookup {@code varnames}. */
    default Collection<String> names() {
        return List.of();
    }

    /** A scope over a map. */
    static Scope of(Map<String, ? extends @Nullable Object> variables) {
        return new Scope() {
            @Override
            public @Nullable Object get(String name) {
                return variables.containsKey(name) ? variables.get(name) : Undefined.named(name);
            }

            @Override
            public boolean has(String name) {
                return variables.containsKey(name);
            }

            @Override
            public Collection<String> names() {
                return variables.keySet();
            }
        };
    }
}
