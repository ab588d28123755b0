package io.nightshift.core.run;

import io.nightshift.inventory.Host;
import io.nightshift.playbooks.module.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What a run has learned of one host and decided for it. Read by other hosts' templates, so every collection is synchronized. */
final class HostMemory {
    final Host host;
    /** Facts by name without the {@code ansible_} in front. */
    final Map<String, Object> facts = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Names of facts that are variables under their own name, such as {@code packages}. */
    final Set<String> bareFacts = Collections.synchronizedSet(new LinkedHashSet<>());
    /** set_fact and register. */
    final Map<String, Object> set = Collections.synchronizedMap(new LinkedHashMap<>());
    /** include_vars. */
    final Map<String, Object> included = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Handlers to run, by path of the handler. */
    final Set<String> notified = Collections.synchronizedSet(new LinkedHashSet<>());
    /** Changes of this run in check mode, oldest first; readings are seen through them. */
    final List<Change> planned = Collections.synchronizedList(new ArrayList<>());

    final AtomicInteger steps = new AtomicInteger();
    volatile boolean changed;
    volatile boolean factsGathered;

    HostMemory(Host host) {
        this.host = host;
    }

    String name() {
        return host.name();
    }

    void learnFacts(Map<?, ?> learned) {
        learned.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.startsWith("ansible_")) {
                putNullable(facts, name.substring("ansible_".length()), value);
            } else {
                bareFacts.add(name);
                putNullable(facts, name, value);
            }
        });
    }

    @SuppressWarnings("NullAway") // values may be null, as in YAML
    static void putNullable(Map<String, Object> map, String key, @org.jspecify.annotations.Nullable Object value) {
        map.put(key, value);
    }
}
