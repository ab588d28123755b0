package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.rollout.PlannedRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The record of a run as a whole, and the way to the records of its hosts. Safe for many threads. */
public final class RunNotes {
    /** The notes of the run itself stand under this name; no host can have it. */
    private static final String RUN = "";

    private static final String ONCE = "once ";
    private static final String LEADER = "leader ";
    private static final String HOSTS = "hosts ";
    private static final String PLACE = "k ";
    private static final String RINGS = "rings ";

    private final @Nullable RunStore store;
    private final String run;
    private final boolean resumed;
    private final boolean writes;
    private final Map<String, String> found;
    private final Map<String, HostNotes> hosts = new ConcurrentHashMap<>();

    private RunNotes(@Nullable RunStore store, String run, boolean resumed, boolean writes) {
        this.writes = writes;
        this.store = store;
        this.run = run;
        this.resumed = resumed;
        this.found = new ConcurrentHashMap<>();
        if (resumed && store != null) {
            found.putAll(all(store, run));
        }
    }

    /** The record of a new run. */
    public static RunNotes fresh(RunStore store, String run) {
        return new RunNotes(store, run, false, true);
    }

    /** The record of a run that was interrupted. */
    public static RunNotes stored(RunStore store, String run) {
        return new RunNotes(store, run, true, true);
    }

    /** The record of a run that another process makes: that one alone writes it, and each of its hosts is written by who has it. */
    public static RunNotes ofAnother(RunStore store, String run) {
        return new RunNotes(store, run, true, false);
    }

    /** Reads what another process has written since. */
    public void look() {
        if (store != null) {
            found.putAll(all(store, run));
        }
    }

    /** For check mode: keeps nothing. */
    public static RunNotes none() {
        return new RunNotes(null, "", false, false);
    }

    private static Map<String, String> all(RunStore store, String run) {
        Map<String, String> all = new HashMap<>();
        store.notes(run, RUN).forEach(note -> all.put(note.getKey(), note.getValue()));
        return all;
    }

    public boolean resumed() {
        return resumed;
    }

    public HostNotes of(String host) {
        RunStore kept = store;
        if (kept == null) {
            return HostNotes.none();
        }
        return hosts.computeIfAbsent(
                host, name -> resumed ? HostNotes.stored(kept, run, name) : HostNotes.fresh(kept, run, name));
    }

    /** From now on the record of a host is what the store has of it, as if the run had been interrupted for this host. */
    public void readAgain(String host) {
        RunStore kept = store;
        if (kept != null) {
            hosts.put(host, HostNotes.stored(kept, run, host));
        }
    }

    /** What a task that one host did for all came to, whoever that was. */
    public Optional<RecordedOutcome> once(String path) {
        return Optional.ofNullable(found.get(ONCE + path)).map(OutcomeText::read);
    }

    public void once(String path, RecordedOutcome outcome) {
        keep(ONCE + path, OutcomeText.of(outcome));
    }

    /** The host that began a task for all. */
    public Optional<String> leader(String path) {
        return Optional.ofNullable(found.get(LEADER + path));
    }

    public void leader(String path, String host) {
        keep(LEADER + path, host);
    }

    /** The hosts of a play in the order they were taken. */
    public Optional<List<String>> hosts(String play) {
        return Optional.ofNullable(found.get(HOSTS + play))
                .map(ValueText::read)
                .map(value -> ((List<?>) value).stream().map(String::valueOf).toList());
    }

    public void hosts(String play, List<String> names) {
        keep(HOSTS + play, ValueText.of(names));
    }

    /** The rings of a play's rollout. */
    public Optional<List<PlannedRing>> rings(String play) {
        return Optional.ofNullable(found.get(RINGS + play)).map(RunNotes::readRings);
    }

    public void rings(String play, List<PlannedRing> rings) {
        keep(
                RINGS + play,
                ValueText.of(rings.stream()
                        .map(ring -> List.of(
                                ring.name(),
                                ring.hosts(),
                                ring.soak().toString(),
                                ring.approve() == null ? "" : ring.approve()))
                        .toList()));
    }

    /** The rings of every rollout of the run, by the path of the play. */
    public Map<String, List<PlannedRing>> allRings() {
        Map<String, List<PlannedRing>> all = new TreeMap<>();
        found.forEach((key, text) -> {
            if (key.startsWith(RINGS)) {
                all.put(key.substring(RINGS.length()), readRings(text));
            }
        });
        return all;
    }

    private static List<PlannedRing> readRings(String text) {
        List<PlannedRing> rings = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(ValueText.read(text))) {
            List<?> ring = (List<?>) each;
            String approve = String.valueOf(ring.get(3));
            rings.add(new PlannedRing(
                    String.valueOf(ring.get(0)),
                    ((List<?>) ring.get(1)).stream().map(String::valueOf).toList(),
                    Duration.parse(String.valueOf(ring.get(2))),
                    approve.isEmpty() ? null : approve));
        }
        return rings;
    }

    /** Which task stands at this path, for the first host that came there. */
    public Optional<String> place(String path) {
        return Optional.ofNullable(found.get(PLACE + path));
    }

    public void place(String path, String task) {
        keep(PLACE + path, task);
    }

    /** A value that {@link #keep} was given, by this process or one before it. */
    public Optional<String> kept(String key) {
        return Optional.ofNullable(found.get(key));
    }

    /** A value of the run itself, such as its arguments; written once. */
    public void keep(String key, String text) {
        if (store != null && writes && found.putIfAbsent(key, text) == null) {
            store.note(run, RUN, key, text);
        }
    }
}
