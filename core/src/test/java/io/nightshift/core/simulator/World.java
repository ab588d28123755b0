package io.nightshift.core.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What is there whichever controller lives: hosts, the store and time; and a record of all that happens. */
final class World {
    final SimulatedClock clock = new SimulatedClock();
    final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
    final MemoryStore store = new MemoryStore();
    final Random random;
    final List<String> trace = new ArrayList<>();
    /** Everything that was told to people. */
    final List<String> told = new ArrayList<>();
    /** Hosts whose connection, boot or processes were disturbed, so that outcomes may be unknown. */
    final Set<String> cutOff = new LinkedHashSet<>();
    /** Hosts where something failed that works by itself. */
    final Set<String> failed = new LinkedHashSet<>();
    /** How many accidents there were. */
    int met;
    /** Whether the clock jumped, so that what was waited for may have been given up. */
    boolean jumped;
    /** Accidents decide about calls; exchanged from life to life. */
    Accidents accidents = Accidents.NONE;

    /** Of the controller that lives. */
    Baton baton;

    ControllerStore journal;
    /** Ctrl-C. */
    Runnable stop = () -> {};

    World(List<String> names, long seed) {
        random = new Random(seed);
        names.forEach(name -> hosts.put(name, new SimulatedHost(name, clock, random)));
    }

    void trace(String what) {
        trace.add(clock.passed() + " " + what);
    }

    /** What becomes of the next call to a host, written down. */
    Accident accident(String host, String what) {
        Accident accident = accidents.call(host, what);
        if (accident != Accident.NONE) {
            met++;
            trace(host + " " + what + ": " + accident);
            if (accident.cutsOff()) {
                cutOff.add(host);
            }
            if (accident.fails()) {
                failed.add(host);
            }
        }
        return accident;
    }
}
