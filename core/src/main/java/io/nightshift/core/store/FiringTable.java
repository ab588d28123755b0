package io.nightshift.core.store;

import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduleStore.Unstarted;
import io.nightshift.core.schedule.ScheduledOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times of schedules as rows. The primary key holds that a time is there once; only waiting rows ever become something else. */
final class FiringTable {
    private static final String ORDER = "firings.run_order";
    private static final String WAITING = " and state in ('WAITS_FOR_RUN', 'WAITS_FOR_WINDOW')";

    private final Sealer sealer;

    FiringTable(Sealer sealer) {
        this.sealer = sealer;
    }

    /** Makes the row, or takes it while it waits; does nothing where another has it. */
    GroupWriter.Statements claim(Claim claim) {
        byte[] order = sealer.seal(ScheduleTable.packed(claim.order()), ORDER, claim.run());
        return connection -> {
            int taken = Sql.update(
                    connection,
                    "update firings set state = 'CLAIMED', reason = null, run_id = ?, run_order = ?, node = ?"
                            + " where schedule = ? and nominal = ? and ordered = ?" + WAITING,
                    claim.run(),
                    order,
                    claim.node(),
                    claim.schedule(),
                    claim.nominal(),
                    claim.ordered());
            if (taken == 0 && isFree(connection, claim.schedule(), claim.nominal(), claim.ordered())) {
                Sql.update(
                        connection,
                        "insert into firings (schedule, nominal, ordered, state, run_id, run_order, node, recorded)"
                                + " values (?, ?, ?, 'CLAIMED', ?, ?, ?, ?)",
                        claim.schedule(),
                        claim.nominal(),
                        claim.ordered(),
                        claim.run(),
                        order,
                        claim.node(),
                        LeaseTable.now(connection));
            }
        };
    }

    private static boolean isFree(Connection connection, String schedule, Instant nominal, boolean ordered)
            throws SQLException {
        return Sql.query(
                        connection,
                        "select 1 from firings where schedule = ? and nominal = ? and ordered = ?",
                        row -> true,
                        schedule,
                        nominal,
                        ordered)
                .isEmpty();
    }

    /** Whether the time has become this very run. */
    static boolean isOf(Connection connection, Claim claim) throws SQLException {
        return !Sql.query(
                        connection,
                        "select 1 from firings where schedule = ? and nominal = ? and run_id = ?",
                        row -> true,
                        claim.schedule(),
                        claim.nominal(),
                        claim.run())
                .isEmpty();
    }

    static void record(Connection connection, List<Unstarted> times) throws SQLException {
        Instant now = LeaseTable.now(connection);
        for (Unstarted time : times) {
            int changed = Sql.update(
                    connection,
                    "update firings set state = ?, reason = ? where schedule = ? and nominal = ? and not ordered"
                            + WAITING,
                    time.state(),
                    time.reason(),
                    time.schedule(),
                    time.nominal());
            if (changed == 0 && isFree(connection, time.schedule(), time.nominal(), false)) {
                Sql.update(
                        connection,
                        "insert into firings (schedule, nominal, ordered, state, reason, recorded)"
                                + " values (?, ?, false, ?, ?, ?)",
                        time.schedule(),
                        time.nominal(),
                        time.state(),
                        time.reason(),
                        now);
            }
        }
    }

    static void end(Connection connection, String run, int exitCode) throws SQLException {
        Sql.update(
                connection,
                "update firings set state = 'ENDED', exit_code = ?, ended = ? where run_id = ? and state = 'CLAIMED'",
                exitCode,
                LeaseTable.now(connection),
                run);
    }

    static void drop(Connection connection, String run, String reason) throws SQLException {
        Sql.update(
                connection,
                "update firings set state = 'SKIPPED', reason = ?, ended = ? where run_id = ? and state = 'CLAIMED'",
                reason,
                LeaseTable.now(connection),
                run);
    }

    static Map<String, Instant> newest(Connection connection) throws SQLException {
        Map<String, Instant> newest = new LinkedHashMap<>();
        Sql.query(
                connection,
                "select schedule, max(nominal) as newest from firings where not ordered group by schedule",
                row -> newest.put(Sql.text(row, "schedule"), Sql.instant(row, "newest")));
        return newest;
    }

    Optional<ScheduledOrder> order(Connection connection, String run) throws SQLException {
        return Sql.query(
                        connection,
                        "select run_order from firings where run_id = ?",
                        row -> ScheduleTable.order(sealer.open(Sql.bytes(row, "run_order"), ORDER, run)),
                        run)
                .stream()
                .findFirst();
    }

    static List<Firing> select(Connection connection, String rest, Object... values) throws SQLException {
        return Sql.query(connection, "select * from firings " + rest, FiringTable::read, values);
    }

    private static Firing read(ResultSet row) throws SQLException {
        return new Firing(
                Sql.text(row, "schedule"),
                Sql.instant(row, "nominal"),
                row.getBoolean("ordered"),
                Firing.State.valueOf(Sql.text(row, "state")),
                row.getString("reason"),
                row.getString("run_id"),
                row.getString("node"),
                Sql.instant(row, "recorded"),
                Sql.optionalInstant(row, "ended"),
                row.getObject("exit_code", Integer.class));
    }

    /** Whether a write failed because another node had just made the same row. */
    static boolean isTwice(StoreException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith("23")) {
                return true;
            }
        }
        return false;
    }
}
