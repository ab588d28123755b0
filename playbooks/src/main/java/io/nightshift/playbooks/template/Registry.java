package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.template.python.Parameters;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Filters or tests by name.
 *
 * @param <T> {@link Filter} or {@link Test}
 */
final class Registry<T> {
    /** @param tolerant takes undefined values; all others are never called with one */
    record Entry<T>(T function, Parameters parameters, boolean tolerant) {}

    private final String kind;
    private final Map<String, Entry<T>> entries = new TreeMap<>();

    Registry(String kind) {
        this.kind = kind;
    }

    /** @param declaration the parameter names, see {@link Parameters#of} */
    Registry<T> add(String names, String declaration, T function) {
        return put(names, new Entry<>(function, Parameters.of(declaration), false));
    }

    Registry<T> addTolerant(String names, String declaration, T function) {
        return put(names, new Entry<>(function, Parameters.of(declaration), true));
    }

    private Registry<T> put(String names, Entry<T> entry) {
        for (String name : names.split(" ", -1)) {
            if (entries.put(name, entry) != null) {
                throw new IllegalStateException("two " + kind + "s called " + name);
            }
        }
        return this;
    }

    Entry<T> get(String name) {
        Entry<T> entry = entries.get(name);
        if (entry == null) {
            String hint = DidYouMean.closest(name, entries.keySet())
                    .map(word -> "did you mean `" + word + "`?")
                    .orElse(null);
            throw new PythonException("there is no " + kind + " `" + name + "`", hint);
        }
        return entry;
    }

    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }
}
