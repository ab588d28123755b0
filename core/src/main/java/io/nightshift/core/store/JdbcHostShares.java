package io.nightshift.core.store;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostShare.State;
import io.nightshift.core.journal.HostShares;
import io.nightshift.core.journal.StaleRunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Shared hosts in a database, whose clock is the only one that counts. Whoever gives hosts out holds a lock of their run. */
final class JdbcHostShares implements HostShares {
    private final Access access;
    private final BiConsumer<String, String> taken;

    /** @param taken is told run and host that another controller may have written notes of meanwhile */
    JdbcHostShares(Access access, BiConsumer<String, String> taken) {
        this.access = access;
        this.taken = taken;
    }

    @Override
    public void offerHosts(String run, int epoch, String play, List<String> hosts) {
        access.writer.write(connection -> {
            refuseStale(connection, run, epoch);
            Instant now = LeaseTable.now(connection);
            if (!ShareTable.lock(connection, run)) {
                ShareTable.open(connection, run, now);
            }
            Map<String, Integer> before = new HashMap<>();
            ShareTable.of(connection, run, "", new Object[0]).forEach(share -> before.put(share.host(), share.turn()));
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (String host : hosts) {
                int turn = before.getOrDefault(host, 0);
                rows.add(new Object[] {run, host, rows.size() + 1, play, turn, "", State.OFFERED, false, now});
            }
            ShareTable.offer(connection, run, rows);
        });
    }

    @Override
    public List<HostShare> claimHosts(String run, String worker, int count, Duration lease) {
        List<String> claimed = new ArrayList<>();
        access.writer.write(connection -> {
            claimed.clear(); // it may be made again
            if (ShareTable.lock(connection, run)) {
                Instant until = LeaseTable.now(connection).plus(lease);
                for (String host : ShareTable.offered(connection, run, count)) {
                    ShareTable.take(connection, run, host, worker, until);
                    claimed.add(host);
                }
            }
        });
        claimed.forEach(host -> taken.accept(run, host));
        return held(run, worker);
    }

    @Override
    public Optional<HostShare> takeHost(String run, int epoch, String host, String worker, Duration lease) {
        AtomicBoolean took = new AtomicBoolean();
        access.writer.write(connection -> {
            refuseStale(connection, run, epoch);
            ShareTable.lock(connection, run);
            Instant now = LeaseTable.now(connection);
            Optional<HostShare> before = ShareTable.of(connection, run, host);
            boolean free = before.isPresent()
                    && switch (before.get().state()) {
                        case OFFERED, KEPT, RETURNED -> true;
                        case TAKEN ->
                            !before.get().isHeld() && !before.get().worker().equals(worker);
                    };
            took.set(free);
            if (free) {
                ShareTable.take(connection, run, host, worker, now.plus(lease));
            }
        });
        if (took.get()) {
            taken.accept(run, host);
        }
        return access.read(connection -> ShareTable.of(connection, run, host))
                .filter(share -> share.state() == State.TAKEN && share.worker().equals(worker));
    }

    private List<HostShare> held(String run, String worker) {
        return access.read(connection -> ShareTable.heldBy(connection, run, worker));
    }

    @Override
    public List<HostShare> renewHosts(String run, String worker, Duration lease) {
        access.writer.write(connection -> Sql.update(
                connection,
                "update shared_hosts set lease_until = ? where run_id = ? and worker = ? and state = ?",
                LeaseTable.now(connection).plus(lease),
                run,
                worker,
                State.TAKEN));
        return held(run, worker);
    }

    @Override
    public void returnHost(String run, String host, String worker) {
        access.writer.write(connection -> Sql.update(
                connection,
                "update shared_hosts set state = ? where run_id = ? and host = ? and worker = ? and state = ?",
                State.RETURNED,
                run,
                host,
                worker,
                State.TAKEN));
    }

    @Override
    public void recallHosts(String run) {
        access.writer.write(connection -> {
            Sql.update(
                    connection,
                    "update shared_hosts set state = ? where run_id = ? and state = ? and host <> ''",
                    State.KEPT,
                    run,
                    State.OFFERED);
            Sql.update(connection, "update shared_hosts set recalled = true where run_id = ?", run);
        });
    }

    @Override
    public void endSharing(String run) {
        access.writer.write(connection -> ShareTable.forget(connection, run));
    }

    @Override
    public List<HostShare> sharesOf(String run) {
        return access.read(connection -> ShareTable.of(connection, run, "", new Object[0]));
    }

    @Override
    public List<String> offeredRuns() {
        return access.read(ShareTable::runs);
    }

    private static void refuseStale(Connection connection, String run, int epoch) throws SQLException {
        if (RunTable.epoch(connection, run).orElse(1) > epoch) {
            throw new StaleRunException(run);
        }
    }
}
