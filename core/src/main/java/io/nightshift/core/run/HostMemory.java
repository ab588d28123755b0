package io.nightshift.core.run;

import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.record.HostNotes;
import io.nightshift.inventory.Host;
import io.nightshift.playbooks.RoleScope;
import io.nightshift.playbooks.module.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run has learned of one host and decided for it. Read by other hosts' templates, so every collection is synchronized. */
final class HostMemory {
    private static final String PREFIX = "ansible_";
    final Host host;
    /** Facts by name without the {@code ansible_} in front. */
    private volatile Map<String, Object> facts = Map.of();

    private volatile Map<String, Object> factVariables = Map.of();
    private volatile Map<String, Object> knownFacts = Map.of();
    /** set_fact and register. */
    final Map<String, Object> set = Collections.synchronizedMap(new LinkedHashMap<>());
    /** include_vars. */
    final Map<String, Object> included = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Handlers to run, by path of the handler. */
    final Set<String> notified = Collections.synchronizedSet(new LinkedHashSet<>());
    /** Roles that included with {@code public} showed to the rest of a play, by play; newest first. */
    private final Map<String, List<RoleScope>> shown = new ConcurrentHashMap<>();
    /** Changes of this run in check mode, oldest first; readings are seen through them. */
    final List<Change> planned = Collections.synchronizedList(new ArrayList<>());

    final AtomicInteger steps;
    /** What an interrupted run left of this host, and where this one writes it down. */
    final HostNotes notes;

    /** How often each task was begun: a handler may run several times. */
    private final Map<String, Integer> begun = new HashMap<>();

    volatile boolean changed;
    /** Takes back a step that an interrupted process has made; null where there was none. */
    volatile @Nullable Function<StepRecord, Rollback.Ended> takesBack;

    /** When the opening of its windows closes, or closed, in which it came to its stage of a migration; null for none. */
    volatile @Nullable Instant stageCloses;

    /** Other hosts that were changed for this one. */
    final Set<String> changesOn = ConcurrentHashMap.newKeySet();

    /** Whether it has come to the task of {@code --start-at-task}, in this play or an earlier one. */
    volatile boolean startReached;

    volatile boolean factsGathered;

    HostMemory(Host host, HostNotes notes) {
        this.host = host;
        this.notes = notes;
        this.steps = new AtomicInteger(notes.lastStep());
    }

    String name() {
        return host.name();
    }

    /** The path of a task that begins now; another one each time it does. */
    String begin(String path) {
        int times = begun.merge(path, 1, Integer::sum);
        return times == 1 ? path : path + ".x" + times;
    }

    /** {@code ansible_facts}. Never changes once it is handed out. */
    Map<String, Object> facts() {
        return facts;
    }

    /** Facts as variables: {@code ansible_distribution}, and under their own name those that have no such prefix. */
    Map<String, Object> factVariables() {
        return factVariables;
    }

    /** Facts that have a value. */
    Map<String, Object> knownFacts() {
        return knownFacts;
    }

    synchronized void learnFacts(Map<?, ?> learned) {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        Map<String, Object> variables = new LinkedHashMap<>(factVariables);
        learned.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean prefixed = name.startsWith(PREFIX);
            String bare = prefixed ? name.substring(PREFIX.length()) : name;
            putNullable(all, bare, value);
            putNullable(variables, PREFIX + bare, value);
            if (!prefixed) {
                putNullable(variables, name, value);
            }
        });
        Map<String, Object> known = new LinkedHashMap<>(all);
        known.values().removeIf(Objects::isNull);
        facts = Collections.unmodifiableMap(all);
        factVariables = Collections.unmodifiableMap(variables);
        knownFacts = Collections.unmodifiableMap(known);
    }

    synchronized void forgetFacts() {
        facts = Map.of();
        factVariables = Map.of();
        knownFacts = Map.of();
        factsGathered = false;
    }

    void show(String play, List<RoleScope> roles) {
        shown.merge(play, List.copyOf(roles), (before, more) -> {
            List<RoleScope> all = new ArrayList<>(more);
            all.addAll(before);
            return List.copyOf(all);
        });
    }

    List<RoleScope> shown(String play) {
        return shown.getOrDefault(play, List.of());
    }

    @SuppressWarnings("NullAway") // values may be null, as in YAML
    static void putNullable(Map<String, Object> map, String key, @org.jspecify.annotations.Nullable Object value) {
        map.put(key, value);
    }
}
