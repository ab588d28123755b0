package io.nightshift.core.run;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One host as one user: reads, with readings kept as long as no change may have touched them. */
final class HostAccess {
    private static final Duration READ_LIMIT = Duration.ofMinutes(5);

    private final RunContext run;
    private final HostConnections owner;
    private final Connections.Entry entry;
    private final Become become;
    private final Map<Probe, Reading> known = new HashMap<>();

    HostAccess(RunContext run, HostConnections owner, Connections.Entry entry, Become become) {
        this.owner = owner;
        this.run = run;
        this.entry = entry;
        this.become = become;
    }

    Connections.Entry entry() {
        return entry;
    }

    Become become() {
        return become;
    }

    HostProfile profile() throws TransportException {
        return entry.profile(become);
    }

    /** Readings of these probes; what is not known yet is read in one round trip, together with what later tasks will want. */
    Map<Probe, Reading> read(List<Probe> probes, List<Probe> later) throws TransportException {
        Set<Probe> missing = new LinkedHashSet<>();
        for (Probe probe : probes) {
            if (!known.containsKey(probe)) {
                missing.add(probe);
            }
        }
        if (!missing.isEmpty()) {
            boolean waits = missing.stream().anyMatch(HostAccess::waits);
            if (!waits) {
                later.stream().filter(p -> !known.containsKey(p) && !waits(p)).forEach(missing::add);
            }
            for (Probe probe : List.copyOf(missing)) {
                if (probe instanceof Probe.Http http) {
                    known.put(probe, Requests.read(this, http));
                    missing.remove(probe);
                } else if (probe instanceof Probe.TreeDifference trees) {
                    known.put(probe, Transfers.read(run, this, trees.order()));
                    missing.remove(probe);
                } else if (probe instanceof Probe.TablesDifference tables) {
                    known.put(probe, TableCopies.read(run, this, tables));
                    missing.remove(probe);
                } else if (probe instanceof Probe.SchemaState schema) {
                    known.put(probe, SchemaChanges.read(run, this, schema.order()));
                    missing.remove(probe);
                } else if (probe instanceof Probe.FrozenState frozen) {
                    known.put(probe, Freezes.read(run, this, frozen.database()));
                    missing.remove(probe);
                }
            }
            if (!missing.isEmpty()) {
                ask(new ArrayList<>(missing));
            }
        }
        Map<Probe, Reading> answers = new HashMap<>();
        for (Probe probe : probes) {
            Reading reading = known.get(probe);
            answers.put(probe, reading == null ? new Reading.Unreadable("the host gave no answer") : reading);
            if (waits(probe)) {
                known.remove(probe);
            }
        }
        return answers;
    }

    private void ask(List<Probe> probes) throws TransportException {
        ProbeBatch batch = run.platform.read(profile(), probes);
        Duration limit = READ_LIMIT;
        for (Probe probe : probes) {
            if (probe instanceof Probe.Await await) {
                limit = limit.plus(await.limit()).plus(await.delay());
            }
        }
        Frame frame = entry.open().shell(become).run(batch.script(), limit);
        known.putAll(batch.parse(frame));
    }

    /** Probes whose answer depends on time and is never kept. */
    private static boolean waits(Probe probe) {
        return probe instanceof Probe.Await || isAsked(probe);
    }

    /** Probes that are only sent when their task wants them. */
    static boolean isAsked(Probe probe) {
        return probe instanceof Probe.Await
                || probe instanceof Probe.Http
                || probe instanceof Probe.TreeDifference
                || probe instanceof Probe.TablesDifference
                || probe instanceof Probe.SchemaState
                || probe instanceof Probe.FrozenState;
    }

    /** Another host, or the controller, as one end of a transfer; acted on as the same user. */
    HostPlace other(String name) {
        return owner.place(name, become);
    }

    /** This host as a place. */
    HostPlace place() {
        return new HostPlace(entry.target().name(), entry, become);
    }

    /** The same host's owner's access to another place. */
    HostAccess at(HostPlace place) {
        return new HostAccess(run, owner, place.entry(), place.become());
    }

    boolean knows(Probe probe) {
        return known.containsKey(probe);
    }

    /** What was read of this host and may still be so, for as long as nothing is read or forgotten. */
    Map<Probe, Reading> readings() {
        return Map.copyOf(known);
    }

    void learn(Map<Probe, Reading> readings) {
        known.putAll(readings);
    }

    /** Drops what a change may have altered, in the readings of every user of this host. */
    void forget(Change change) {
        owner.forget(change);
    }

    void drop(Change change) {
        known.keySet().removeIf(change::touches);
    }

    void forgetAll() {
        known.clear();
    }
}
