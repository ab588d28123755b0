package io.nightshift.core.store;

import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunControl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What people said about runs, and how long hosts were at work in them, as rows. */
final class ControlTable {
    private static final String WORDS = "controls.words";
    /** A host's own history, however long it has been there. */
    private static final int MOST_TIMES = 50;

    private final Sealer sealer;

    ControlTable(Sealer sealer) {
        this.sealer = sealer;
    }

    GroupWriter.Statements insert(String run, RunControl control) {
        return connection -> {
            int number = Sql.query(
                            connection,
                            "select coalesce(max(number), 0) + 1 from controls where run_id = ?",
                            row -> row.getInt(1),
                            run)
                    .get(0);
            Sql.update(
                    connection,
                    "insert into controls values (?, ?, ?, ?, ?, ?, ?)",
                    run,
                    number,
                    control.kind(),
                    control.ring(),
                    control.by(),
                    control.at(),
                    sealer.sealOptional(control.words(), WORDS, run, number));
        };
    }

    List<RunControl> select(Connection connection, String run) throws SQLException {
        return Sql.query(
                connection, "select * from controls where run_id = ? order by number", row -> read(run, row), run);
    }

    private RunControl read(String run, ResultSet row) throws SQLException {
        return new RunControl(
                RunControl.Kind.valueOf(Sql.text(row, "kind")),
                row.getString("ring"),
                Sql.text(row, "made_by"),
                Sql.instant(row, "made"),
                sealer.openOptional(row.getBytes("words"), WORDS, run, row.getInt("number")));
    }

    /** The same time told twice counts once. */
    static void insert(Connection connection, HostTime time) throws SQLException {
        Sql.update(
                connection,
                "delete from host_times where subject = ? and host = ? and ended = ?",
                time.subject(),
                time.host(),
                time.ended());
        Sql.update(
                connection,
                "insert into host_times values (?, ?, ?, ?)",
                time.subject(),
                time.host(),
                time.ended(),
                time.took().toMillis());
        Sql.update(
                connection,
                "delete from host_times where subject = ? and host = ? and ended <= (select max(old.ended) from"
                        + " (select ended from host_times where subject = ? and host = ? order by ended desc offset "
                        + MOST_TIMES + " rows) old)",
                time.subject(),
                time.host(),
                time.subject(),
                time.host());
    }

    static List<HostTime> times(Connection connection, String subject) throws SQLException {
        return Sql.query(
                connection,
                "select * from host_times where subject = ? order by host, ended",
                row -> new HostTime(
                        subject,
                        Sql.text(row, "host"),
                        Sql.instant(row, "ended"),
                        Duration.ofMillis(row.getLong("took_ms"))),
                subject);
    }
}
