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
    private final Map<String, TemplateLookup> byTemplateName = new TreeMap<>();

    /** A lookup that renders, or uses chance. */
    @FunctionalInterface
    interface TemplateLookup {
        Lookup in(Templates templates);
    }

    public static Lookups none() {
        return new Lookups();
    }

    /** All lookups that read variables, lists, and the controller's files, environment and programs. */
    public static Lookups standard() {
        Lookups all = new Lookups();
        ListLookups.addTo(all);
        FileLookups.addTo(all);
        VariableLookups.addTo(all);
        return all;
    }

    /** Adds a lookup, in place of one with the same name: {@code url}, {@code dig}, {@code inventory_hostnames} … */
    public Lookups with(String name, Lookup lookup) {
        byName.put(name, lookup);
        return this;
    }

    Lookups withTemplates(String name, TemplateLookup lookup) {
        byTemplateName.put(name, lookup);
        return this;
    }

    /** The lookup with this name, as {@code with_name} runs it. */
    public Optional<Lookup> find(String given, Templates templates) {
        String name = Names.plain(given);
        @Nullable Lookup lookup = byName.get(name);
        @Nullable TemplateLookup made = lookup == null ? byTemplateName.get(name) : null;
        return Optional.ofNullable(made == null ? lookup : made.in(templates));
    }

    public Set<String> names() {
        Set<String> names = new java.util.TreeSet<>(byName.keySet());
        names.addAll(byTemplateName.keySet());
        return Collections.unmodifiableSet(names);
    }
}
