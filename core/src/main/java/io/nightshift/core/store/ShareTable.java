package io.nightshift.core.store;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostShare.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hosts of runs that any controller may work on, as rows. One more row of each run, without a host, is what they take turns by. */
final class ShareTable {
    private ShareTable() {}

    /** Until the transaction ends no other controller takes hosts of this run. False where it shares none. */
    static boolean lock(Connection connection, String run) throws SQLException {
        return !Sql.query(
                        connection,
                        "select turn from shared_hosts where run_id = ? and host = '' for update",
                        row -> row.getInt("turn"),
                        run)
                .isEmpty();
    }

    /** A run that has shared nothing yet. */
    static void open(Connection connection, String run, Instant now) throws SQLException {
        Sql.update(
                connection,
                "insert into shared_hosts values (?, '', 0, '', 0, '', ?, false, ?)",
                run,
                State.RETURNED,
                now);
    }

    /** Reads shares by what follows the run in the statement. */
    static List<HostShare> of(Connection connection, String run, String rest, @Nullable Object... values)
            throws SQLException {
        Instant now = LeaseTable.now(connection);
        List<@Nullable Object> all = new ArrayList<>(List.of(run));
        all.addAll(Arrays.asList(values));
        return Sql.query(
                connection,
                "select s.*, r.epoch from shared_hosts s join runs r on r.id = s.run_id where run_id = ? and host <> '' "
                        + rest + " order by number",
                row -> new HostShare(
                        run,
                        row.getInt("epoch"),
                        Sql.text(row, "host"),
                        Sql.text(row, "play"),
                        row.getInt("turn"),
                        Sql.text(row, "worker"),
                        State.valueOf(Sql.text(row, "state")),
                        Sql.instant(row, "lease_until").isAfter(now),
                        row.getBoolean("recalled")),
                all.toArray());
    }

    static Optional<HostShare> of(Connection connection, String run, String host) throws SQLException {
        return of(connection, run, "and host = ?", new Object[] {host}).stream().findFirst();
    }

    static List<HostShare> heldBy(Connection connection, String run, String worker) throws SQLException {
        return of(connection, run, "and worker = ? and state = ?", worker, State.TAKEN);
    }

    /** These are offered, and no others; what was offered before keeps its turn, for hosts remember the highest. */
    static void offer(Connection connection, String run, List<@Nullable Object[]> rows) throws SQLException {
        Sql.update(
                connection, "update shared_hosts set state = ? where run_id = ? and host <> ''", State.RETURNED, run);
        List<@Nullable Object[]> hosts = new ArrayList<>();
        rows.forEach(row -> hosts.add(new Object[] {run, row[1]}));
        Sql.updateAll(connection, "delete from shared_hosts where run_id = ? and host = ?", hosts);
        Sql.updateAll(connection, "insert into shared_hosts values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
    }

    /** Nobody shares hosts of this run any more. */
    static void forget(Connection connection, String run) throws SQLException {
        Sql.update(connection, "delete from shared_hosts where run_id = ?", run);
    }

    /** The last of those that are offered. */
    static List<String> offered(Connection connection, String run, int count) throws SQLException {
        return Sql.query(
                connection,
                "select host from shared_hosts where run_id = ? and state = ? order by number desc limit ?",
                row -> Sql.text(row, "host"),
                run,
                State.OFFERED,
                Math.max(0, count));
    }

    static void take(Connection connection, String run, String host, String worker, Instant until) throws SQLException {
        Sql.update(
                connection,
                "update shared_hosts set worker = ?, turn = turn + 1, state = ?, lease_until = ?"
                        + " where run_id = ? and host = ?",
                worker,
                State.TAKEN,
                until,
                run,
                host);
    }

    /** Whether another controller has taken the host since. */
    static boolean isLater(Connection connection, String run, String host, int turn) throws SQLException {
        // Held until the transaction ends, so that nobody takes the host between this look and what rests on it.
        return Sql.query(
                        connection,
                        "select turn from shared_hosts where run_id = ? and host = ? for update",
                        row -> row.getInt("turn"),
                        run,
                        host)
                .stream()
                .anyMatch(now -> now > turn);
    }

    static List<String> runs(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select distinct s.run_id from shared_hosts s join runs r on r.id = s.run_id"
                        + " where s.state = ? and r.ended is null order by s.run_id",
                row -> Sql.text(row, "run_id"),
                State.OFFERED);
    }
}
