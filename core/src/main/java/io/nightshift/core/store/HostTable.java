package io.nightshift.core.store;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts of a run, as rows in the order they joined. */
final class HostTable {
    private static final String DETAIL = "hosts.detail";
    private static final String CONNECTION = "hosts.connection";
    private static final String INSERT = "insert into hosts values (?, ?, ?, ?, ?, ?, ?, ?)";

    private final Sealer sealer;

    HostTable(Sealer sealer) {
        this.sealer = sealer;
    }

    GroupWriter.Statements insert(String run, List<HostRecord> hosts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (HostRecord host : hosts) {
            rows.add(row(run, rows.size() + 1, host));
        }
        return connection -> Sql.updateAll(connection, INSERT, rows);
    }

    /** Adds a host, or corrects the one of that name: a resumed run adds its hosts again. */
    GroupWriter.Statements add(String run, HostRecord host) {
        @Nullable Object[] row = row(run, 0, host);
        return connection -> {
            int known = Sql.update(
                    connection,
                    "update hosts set ring = ?, state = ?, detail = ?, connection = ?, updated = ?"
                            + " where run_id = ? and name = ?",
                    row[3],
                    row[4],
                    row[5],
                    row[6],
                    row[7],
                    run,
                    host.name());
            if (known == 0) {
                @Nullable Object[] added = row.clone();
                added[2] = Sql.query(
                                connection,
                                "select coalesce(max(number), 0) + 1 from hosts where run_id = ?",
                                result -> result.getInt(1),
                                run)
                        .get(0);
                Sql.update(connection, INSERT, added);
            }
        };
    }

    private @Nullable Object[] row(String run, int number, HostRecord host) {
        return new @Nullable Object[] {
            run,
            host.name(),
            number,
            host.ring(),
            host.state(),
            sealer.sealOptional(host.detail(), DETAIL, run, host.name()),
            sealer.seal(TextList.pack(host.connection()), CONNECTION, run, host.name()),
            host.updated()
        };
    }

    GroupWriter.Statements update(String run, String host, HostState state, @Nullable String detail, Instant when) {
        byte @Nullable [] sealed = sealer.sealOptional(detail, DETAIL, run, host);
        return connection -> {
            int rows = Sql.update(
                    connection,
                    "update hosts set state = ?, detail = ?, updated = ? where run_id = ? and name = ?",
                    state,
                    sealed,
                    when,
                    run,
                    host);
            if (rows == 0) {
                throw new StoreException("The store knows no host " + host + " in run " + run + ".");
            }
        };
    }

    List<HostRecord> select(Connection connection, String run) throws SQLException {
        return Sql.query(
                connection, "select * from hosts where run_id = ? order by number", row -> read(run, row), run);
    }

    List<HostRecord> select(Connection connection, String run, String host) throws SQLException {
        return Sql.query(
                connection, "select * from hosts where run_id = ? and name = ?", row -> read(run, row), run, host);
    }

    private HostRecord read(String run, ResultSet row) throws SQLException {
        String name = Sql.text(row, "name");
        return new HostRecord(
                name,
                row.getInt("ring"),
                HostState.valueOf(Sql.text(row, "state")),
                sealer.openOptional(row.getBytes("detail"), DETAIL, run, name),
                TextList.unpackMap(sealer.open(Sql.bytes(row, "connection"), CONNECTION, run, name)),
                Sql.instant(row, "updated"));
    }
}
