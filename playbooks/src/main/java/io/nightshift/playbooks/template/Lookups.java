package io.nightshift.playbooks.template;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lookups there are, by name. Those that need nothing but the controller come with {@link #standard}; the engine adds what needs an inventory or the network. */
public final class Lookups {
    private final Map<String, Lookup> byName = new TreeMap<>();

    public static Lookups none() {
        return new Lookups();
    }

    /** All lookups that read the controller's files, environment and programs. */
    public static Lookups standard() {
        return new Lookups();
    }

    /** Adds a lookup, in place of one with the same name. */
    public Lookups with(String name, Lookup lookup) {
        byName.put(name, lookup);
        return this;
    }

    public Optional<Lookup> find(String name) {
        @Nullable Lookup lookup = byName.get(Names.plain(name));
        return Optional.ofNullable(lookup);
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }
}
