package io.nightshift.core.store;

import io.nightshift.core.schedule.RunLease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who makes which run until when, as rows. All times are the database's: a node whose clock is wrong neither steals nor keeps. */
final class LeaseTable {
    private LeaseTable() {}

    /** What the database takes for now, the same during a transaction. */
    static Instant now(Connection connection) throws SQLException {
        return Sql.query(connection, "select current_timestamp as now_is", row -> Sql.instant(row, "now_is"))
                .get(0);
    }

    /** For a run that was just claimed. */
    static void first(Connection connection, String run, String node, Duration lease) throws SQLException {
        Instant until = now(connection).plus(lease);
        if (of(connection, run).isEmpty()) {
            Sql.update(connection, "insert into run_leases values (?, ?, 1, ?)", run, node, until);
        }
    }

    /** Compare and set: of several nodes that find the lease run out, one gets it. */
    static void take(Connection connection, String run, String node, Duration lease) throws SQLException {
        Optional<RunLease> before = of(connection, run);
        Instant now = now(connection);
        if (before.isEmpty()) {
            Sql.update(connection, "insert into run_leases values (?, ?, 1, ?)", run, node, now.plus(lease));
        } else if (!before.get().until().isAfter(now)) {
            Sql.update(
                    connection,
                    "update run_leases set node = ?, epoch = epoch + 1, lease_until = ? where run_id = ? and epoch = ?"
                            + " and lease_until <= ?",
                    node,
                    now.plus(lease),
                    run,
                    before.get().epoch(),
                    now);
        }
    }

    static void renew(Connection connection, String node, List<String> runs, Duration lease) throws SQLException {
        Instant until = now(connection).plus(lease);
        for (String run : runs) {
            Sql.update(
                    connection,
                    "update run_leases set lease_until = ? where run_id = ? and node = ?",
                    until,
                    run,
                    node);
        }
    }

    static void release(Connection connection, String run, String node) throws SQLException {
        Sql.update(
                connection,
                "update run_leases set node = '', lease_until = ? where run_id = ? and node = ?",
                now(connection),
                run,
                node);
    }

    static boolean isHeld(Connection connection, String run, String node) throws SQLException {
        Instant now = now(connection);
        return of(connection, run)
                .filter(lease -> lease.node().equals(node) && lease.until().isAfter(now))
                .isPresent();
    }

    static List<String> heldBy(Connection connection, String node) throws SQLException {
        return Sql.query(
                connection, "select run_id from run_leases where node = ?", row -> Sql.text(row, "run_id"), node);
    }

    static List<String> free(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select run_id from run_leases where lease_until <= ? order by lease_until, run_id",
                row -> Sql.text(row, "run_id"),
                now(connection));
    }

    static Optional<RunLease> of(Connection connection, String run) throws SQLException {
        return Sql.query(
                        connection,
                        "select * from run_leases where run_id = ?",
                        row -> new RunLease(
                                Sql.text(row, "run_id"),
                                Sql.text(row, "node"),
                                row.getInt("epoch"),
                                Sql.instant(row, "lease_until")),
                        run)
                .stream()
                .findFirst();
    }
}
