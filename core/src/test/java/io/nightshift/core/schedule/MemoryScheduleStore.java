package io.nightshift.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The schedule store's contract for what people do not order, kept in memory, with a clock that is handed in. */
final class MemoryScheduleStore implements ScheduleStore {
    private final Supplier<Instant> clock;
    private final Map<String, Schedule> schedules = new TreeMap<>();
    private final Map<String, TreeMap<Instant, Firing>> firings = new HashMap<>();
    private final Map<String, Claim> runs = new HashMap<>();
    private final Map<String, RunLease> leases = new TreeMap<>();
    private final List<Firing> open = new ArrayList<>();

    MemoryScheduleStore(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public Instant storeTime() {
        return clock.get();
    }

    @Override
    public void keepSchedule(Schedule schedule) {
        schedules.put(schedule.name(), schedule);
    }

    @Override
    public boolean removeSchedule(String name) {
        return schedules.remove(name) != null;
    }

    @Override
    public List<Schedule> schedules() {
        return List.copyOf(schedules.values());
    }

    @Override
    public Optional<Schedule> schedule(String name) {
        return Optional.ofNullable(schedules.get(name));
    }

    @Override
    public Map<String, Instant> newestFirings() {
        Map<String, Instant> newest = new HashMap<>();
        firings.forEach((name, all) -> newest.put(name, all.lastKey()));
        return newest;
    }

    @Override
    public List<Firing> openFirings() {
        return List.copyOf(open);
    }

    @Override
    public List<Firing> firings(String schedule, int limit) {
        return all(schedule).descendingMap().values().stream().limit(limit).toList();
    }

    TreeMap<Instant, Firing> all(String schedule) {
        return firings.computeIfAbsent(schedule, name -> new TreeMap<>());
    }

    @Override
    public Optional<Firing> firingOfRun(String run) {
        return Optional.ofNullable(runs.get(run))
                .map(claim -> all(claim.schedule()).get(claim.nominal()));
    }

    @Override
    public Optional<ScheduledOrder> orderOfRun(String run) {
        return Optional.ofNullable(runs.get(run)).map(Claim::order);
    }

    @Override
    public boolean claimFiring(Claim claim, Duration lease) {
        Firing before = all(claim.schedule()).get(claim.nominal());
        if (before != null && !before.state().isWaiting()) {
            return claim.run().equals(before.run());
        }
        put(new Firing(
                claim.schedule(),
                claim.nominal(),
                false,
                Firing.State.CLAIMED,
                null,
                claim.run(),
                claim.node(),
                storeTime(),
                null,
                null));
        runs.put(claim.run(), claim);
        leases.put(
                claim.run(),
                new RunLease(claim.run(), claim.node(), 1, storeTime().plus(lease)));
        return true;
    }

    @Override
    public void orderFiring(Claim claim) {
        throw new UnsupportedOperationException("nobody orders here");
    }

    @Override
    public void recordFirings(List<Unstarted> times) {
        for (Unstarted time : times) {
            Firing before = all(time.schedule()).get(time.nominal());
            if (before == null || before.state().isWaiting()) {
                put(new Firing(
                        time.schedule(),
                        time.nominal(),
                        false,
                        time.state(),
                        time.reason(),
                        null,
                        null,
                        storeTime(),
                        null,
                        null));
            }
        }
    }

    @Override
    public void endFiring(String run, int exitCode) {
        end(run, Firing.State.ENDED, null);
    }

    @Override
    public void dropFiring(String run, String reason) {
        end(run, Firing.State.SKIPPED, reason);
    }

    private void end(String run, Firing.State state, String reason) {
        Claim claim = runs.get(run);
        put(new Firing(
                claim.schedule(),
                claim.nominal(),
                false,
                state,
                reason,
                run,
                claim.node(),
                storeTime(),
                storeTime(),
                0));
        leases.remove(run);
    }

    private void put(Firing firing) {
        all(firing.schedule()).put(firing.nominal(), firing);
        open.removeIf(each ->
                each.schedule().equals(firing.schedule()) && each.nominal().equals(firing.nominal()));
        if (firing.state().isOpen()) {
            open.add(firing);
            open.sort(java.util.Comparator.comparing(Firing::nominal));
        }
    }

    @Override
    public boolean takeLease(String run, String node, Duration lease) {
        RunLease before = leases.get(run);
        if (before != null && before.until().isAfter(storeTime())) {
            return before.node().equals(node);
        }
        leases.put(
                run,
                new RunLease(
                        run,
                        node,
                        before == null ? 1 : before.epoch() + 1,
                        storeTime().plus(lease)));
        return true;
    }

    @Override
    public List<String> renewLeases(String node, List<String> wanted, Duration lease) {
        List<String> held = wanted.stream()
                .filter(run -> leases.containsKey(run) && leases.get(run).node().equals(node))
                .toList();
        held.forEach(run -> leases.compute(
                run,
                (same, before) ->
                        new RunLease(run, node, before.epoch(), storeTime().plus(lease))));
        return held;
    }

    @Override
    public void releaseLease(String run, String node) {
        leases.computeIfPresent(
                run,
                (same, before) ->
                        before.node().equals(node) ? new RunLease(run, "", before.epoch(), storeTime()) : before);
    }

    @Override
    public void endLease(String run, String node) {
        leases.computeIfPresent(run, (same, before) -> before.node().equals(node) ? null : before);
    }

    @Override
    public List<String> freeRuns() {
        return leases.values().stream()
                .filter(lease -> !lease.until().isAfter(storeTime()))
                .map(RunLease::run)
                .toList();
    }

    @Override
    public Optional<RunLease> lease(String run) {
        return Optional.ofNullable(leases.get(run));
    }
}
