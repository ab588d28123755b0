package io.nightshift.core.store;

import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.RunLease;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleStore;
import io.nightshift.core.schedule.ScheduledOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Schedules, their times and leases in a database, whose clock is the only one that counts. */
final class JdbcScheduleStore implements ScheduleStore {
    private final Access access;
    private final ScheduleTable schedules;
    private final FiringTable firings;

    JdbcScheduleStore(Access access, Sealer sealer) {
        this.access = access;
        this.schedules = new ScheduleTable(sealer);
        this.firings = new FiringTable(sealer);
    }

    @Override
    public Instant storeTime() {
        return access.read(LeaseTable::now);
    }

    @Override
    public void keepSchedule(Schedule schedule) {
        access.writer.write(schedules.keep(schedule));
    }

    @Override
    public boolean removeSchedule(String name) {
        AtomicBoolean removed = new AtomicBoolean();
        access.writer.write(
                connection -> removed.set(Sql.update(connection, "delete from schedules where name = ?", name) > 0));
        return removed.get();
    }

    @Override
    public List<Schedule> schedules() {
        return access.read(connection -> schedules.select(connection, "order by name"));
    }

    @Override
    public Optional<Schedule> schedule(String name) {
        return access.read(connection -> schedules.select(connection, "where name = ?", name)).stream()
                .findFirst();
    }

    @Override
    public Map<String, Instant> newestFirings() {
        return access.read(FiringTable::newest);
    }

    @Override
    public List<Firing> openFirings() {
        return access.read(connection -> FiringTable.select(
                connection, "where state in ('CLAIMED', 'WAITS_FOR_RUN', 'WAITS_FOR_WINDOW') order by nominal"));
    }

    @Override
    public List<Firing> firings(String schedule, int limit) {
        return access.read(connection ->
                FiringTable.select(connection, "where schedule = ? order by nominal desc limit ?", schedule, limit));
    }

    @Override
    public Optional<Firing> firingOfRun(String run) {
        return access.read(connection -> FiringTable.select(connection, "where run_id = ?", run)).stream()
                .findFirst();
    }

    @Override
    public Optional<ScheduledOrder> orderOfRun(String run) {
        return access.read(connection -> firings.order(connection, run));
    }

    @Override
    public boolean claimFiring(Claim claim, Duration lease) {
        GroupWriter.Statements take = firings.claim(claim);
        try {
            access.writer.write(connection -> {
                take.run(connection);
                if (FiringTable.isOf(connection, claim)) {
                    LeaseTable.first(connection, claim.run(), claim.node(), lease);
                }
            });
        } catch (StoreException e) {
            if (!FiringTable.isTwice(e)) {
                throw e;
            }
        }
        return access.read(connection -> FiringTable.isOf(connection, claim));
    }

    @Override
    public void orderFiring(Claim claim) {
        GroupWriter.Statements take = firings.claim(claim);
        access.writer.write(connection -> {
            take.run(connection);
            LeaseTable.first(connection, claim.run(), "", Duration.ZERO);
        });
    }

    @Override
    public void recordFirings(List<Unstarted> times) {
        try {
            access.writer.write(connection -> FiringTable.record(connection, times));
        } catch (StoreException e) {
            if (!FiringTable.isTwice(e)) {
                throw e;
            }
            // Another node is recording the same times: then one by one, what it has recorded stays.
            times.forEach(this::recordAlone);
        }
    }

    private void recordAlone(Unstarted time) {
        try {
            access.writer.write(connection -> FiringTable.record(connection, List.of(time)));
        } catch (StoreException e) {
            if (!FiringTable.isTwice(e)) {
                throw e;
            }
        }
    }

    @Override
    public void endFiring(String run, int exitCode) {
        access.writer.write(connection -> FiringTable.end(connection, run, exitCode));
    }

    @Override
    public void dropFiring(String run, String reason) {
        access.writer.write(connection -> FiringTable.drop(connection, run, reason));
    }

    @Override
    public boolean takeLease(String run, String node, Duration lease) {
        try {
            access.writer.write(connection -> LeaseTable.take(connection, run, node, lease));
        } catch (StoreException e) {
            if (!FiringTable.isTwice(e)) {
                throw e;
            }
        }
        return access.read(connection -> LeaseTable.isHeld(connection, run, node));
    }

    @Override
    public List<String> renewLeases(String node, List<String> runs, Duration lease) {
        access.writer.write(connection -> LeaseTable.renew(connection, node, runs, lease));
        return access.read(connection -> LeaseTable.heldBy(connection, node)).stream()
                .filter(runs::contains)
                .toList();
    }

    @Override
    public void releaseLease(String run, String node) {
        access.writer.write(connection -> LeaseTable.release(connection, run, node));
    }

    @Override
    public void endLease(String run, String node) {
        access.writer.write(connection ->
                Sql.update(connection, "delete from run_leases where run_id = ? and node = ?", run, node));
    }

    @Override
    public List<String> freeRuns() {
        return access.read(LeaseTable::free);
    }

    @Override
    public Optional<RunLease> lease(String run) {
        return access.read(connection -> LeaseTable.of(connection, run));
    }
}
