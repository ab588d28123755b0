package io.nightshift.core.serve;

import io.nightshift.core.schedule.ScheduleStore;
import io.nightshift.core.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs that this node makes, each under a lease that is renewed while the node lives. One that is lost ends its run here. */
final class Leases {
    /** After so long another node may take a run over. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** How often leases are renewed. */
    static final Duration RENEWAL = Duration.ofSeconds(3);

    private final ScheduleStore store;
    private final String node;
    private final Consumer<String> log;
    private final Map<String, Served> running = new ConcurrentHashMap<>();

    Leases(ScheduleStore store, String node, Consumer<String> log) {
        this.store = store;
        this.node = node;
        this.log = log;
    }

    Served began(String run) {
        return running.computeIfAbsent(run, name -> new Served());
    }

    void ended(String run) {
        running.remove(run);
    }

    Set<String> runs() {
        return Set.copyOf(running.keySet());
    }

    /** Steps in flight end, then all park. */
    void stopAll() {
        running.values().forEach(Served::stop);
    }

    void renew() {
        List<String> runs = List.copyOf(running.keySet());
        if (runs.isEmpty()) {
            return;
        }
        try {
            List<String> held = store.renewLeases(node, runs, LEASE);
            for (String run : runs) {
                Served served = running.get(run);
                if (!held.contains(run) && served != null && !served.isAbandoned()) {
                    log.accept("run " + run + " was taken over by another node; it is not made here any more");
                    served.abandon();
                }
            }
        } catch (StoreException e) {
            // Nothing can be journalled either, so nothing begins; the run's own waiting tells.
        }
    }
}
