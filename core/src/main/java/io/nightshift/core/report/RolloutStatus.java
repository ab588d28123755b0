package io.nightshift.core.report;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.rollout.Controls;
import io.nightshift.core.rollout.PlannedRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a rollout stands: its rings, the gates between them, who waits for what, and what people have said.
 *
 * @param play the path of the play that the rings are of; empty for a run without rings
 * @param waits hosts that wait, by what they wait for
 * @param aborted why it has ended early, if it has
 */
public record RolloutStatus(
        RunRecord run,
        String play,
        List<RingStatus> rings,
        Map<HostState, Integer> hosts,
        Map<String, List<String>> waits,
        List<RunControl> said,
        Optional<String> aborted) {
    /**
     * One ring.
     *
     * @param soaksUntil when its soak ends or ended, where it has begun
     * @param approved by whom
     */
    public record RingStatus(
            PlannedRing ring, Map<HostState, Integer> hosts, Optional<Instant> soaksUntil, Optional<String> approved) {
        /** Whether a host of it has begun. */
        public boolean begun() {
            return hosts.keySet().stream().anyMatch(state -> state != HostState.WAITING);
        }

        /** Whether none of its hosts is at work any more. */
        public boolean settled() {
            return begun() && !hosts.containsKey(HostState.RUNNING) && !hosts.containsKey(HostState.PARKED);
        }
    }

    /** Read from the store; one for each play that has rings, at least one. */
    public static List<RolloutStatus> of(RunStore store, RunRecord run) {
        RunNotes notes = RunNotes.stored(store, run.id());
        Map<String, HostRecord> hosts = new LinkedHashMap<>();
        store.hosts(run.id()).forEach(host -> hosts.put(host.name(), host));
        List<RunControl> said = store.controls(run.id());
        List<RolloutStatus> all = new ArrayList<>();
        notes.allRings().forEach((play, rings) -> all.add(of(run, play, rings, hosts, said, notes)));
        return all.isEmpty() ? List.of(of(run, "", List.of(), hosts, said, notes)) : all;
    }

    private static RolloutStatus of(
            RunRecord run,
            String play,
            List<PlannedRing> rings,
            Map<String, HostRecord> hosts,
            List<RunControl> said,
            RunNotes notes) {
        List<RingStatus> stand = rings.stream()
                .map(ring -> new RingStatus(
                        ring,
                        counts(ring.hosts().stream()
                                .map(hosts::get)
                                .filter(host -> host != null)
                                .toList()),
                        notes.kept("soak " + play + " " + ring.name()).map(Instant::parse),
                        notes.kept("approved " + play + " " + ring.name())))
                .toList();
        Map<String, List<String>> waits = hosts.values().stream()
                .filter(host -> (host.state() == HostState.WAITING || host.state() == HostState.PARKED)
                        && host.detail() != null)
                .collect(Collectors.groupingBy(
                        host -> String.valueOf(host.detail()),
                        TreeMap::new,
                        Collectors.mapping(HostRecord::name, Collectors.toList())));
        Optional<String> aborted = notes.kept("abort " + play)
                .map(text -> text.substring(text.indexOf(' ') + 1))
                .or(() -> new Controls(said).abort().map(Controls.Abort::reason));
        return new RolloutStatus(run, play, stand, counts(List.copyOf(hosts.values())), waits, said, aborted);
    }

    private static Map<HostState, Integer> counts(List<HostRecord> hosts) {
        Map<HostState, Integer> counts = new TreeMap<>();
        hosts.forEach(host -> counts.merge(host.state(), 1, Integer::sum));
        return counts;
    }

    /** The ring whose soak is over and that somebody must agree to; empty where nobody is asked at the moment. */
    public Optional<PlannedRing> wantsApproval(Instant now) {
        if (run.ended() != null || aborted.isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < rings.size() - 1; i++) {
            RingStatus ring = rings.get(i);
            if (!rings.get(i + 1).begun()) {
                boolean soaked = ring.ring().soak().isZero()
                        || ring.soaksUntil()
                                .filter(until -> !now.isBefore(until))
                                .isPresent();
                boolean asked = ring.settled()
                        && soaked
                        && ring.ring().approve() != null
                        && ring.approved().isEmpty();
                return asked ? Optional.of(ring.ring()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
