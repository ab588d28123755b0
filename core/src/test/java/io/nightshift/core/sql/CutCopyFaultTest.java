package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A copy is cut again and again while it runs, and gone on with each time: no row is lost, none arrives twice. */
class CutCopyFaultTest extends OnBothServers {
    /** How often each copy is cut: its process twice, then connections, work and server. */
    private static final int CUTS = 5;

    /** What the copier's listener throws where the test wants its process to be gone. */
    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void noRowIsLostOrDoubled() throws Exception {
        int copies = Scoreboard.share(2, 20);
        int rows = Scoreboard.share(40_000, 200_000);
        Random random = new Random(Scoreboard.seed());
        Database postgres = servers.postgres("public");
        Database maria = servers.maria();
        Database back = servers.postgres("back");
        AwkwardRows.make(postgres, rows);
        int whole = 0;
        for (int number = 0; number < copies; number++) {
            boolean there = number % 2 == 0;
            List<Database> ends = there ? List.of(postgres, maria) : List.of(maria, back);
            int chunk = 500 + random.nextInt(1500);
            CopyOrder order = CopyOrder.all().pace(chunk, 2).patience(Duration.ofSeconds(60));
            SqlCopy copy = new SqlCopy(Drivers.builtIn(), ends.get(0), ends.get(1), order);
            CopyRecord record = copy.begin();
            for (int cut = 1; cut <= 2; cut++) {
                long at = cut * rows / 7 + random.nextInt(rows / 10);
                assertThat(CopyingProcess.killedAt(record, chunk, ends, "awkward", at))
                        .isGreaterThanOrEqualTo(at);
            }
            goOn(copy, record, rows, random, ends.get(1));
            boolean same = SqlRoundTripFaultTest.verify(ends.get(0), ends.get(1)).stream()
                    .allMatch(TableComparison::isSame);
            boolean once = TypedSql.value(ends.get(1), "select concat(count(*), ' ', count(distinct id)) from awkward")
                    .equals(rows + " " + rows);
            whole += same && once ? CUTS : 0;
            new CopyUndo(Drivers.builtIn(), ends.get(1), order.patience()).forget(record);
            if (!there) {
                TypedSql.sql(back, "drop table awkward, tenant, kind");
                TypedSql.sql(maria, "set foreign_key_checks = 0", "drop table awkward, tenant, kind");
            }
        }
        Scoreboard.line("M-03", "sql-copy-cut", copies * CUTS, whole, "0 rows lost or doubled, " + rows + " rows each");
        assertThat(whole).isEqualTo(copies * CUTS);
    }

    /** Goes on in this process, where the connections, the work and the server are cut on the way. */
    private static void goOn(SqlCopy copy, CopyRecord record, int rows, Random random, Database target)
            throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        AtomicReference<Exception> failed = new AtomicReference<>();
        long[] at = {
            3L * rows / 7 + random.nextInt(rows / 10),
            4L * rows / 7 + random.nextInt(rows / 10),
            5L * rows / 7 + random.nextInt(rows / 10),
            Long.MAX_VALUE
        };
        boolean ended = false;
        while (!ended) {
            try {
                copy.run(record, (table, done, expected, bytes) -> {
                    synchronized (at) {
                        if (table.equals("awkward") && done >= at[cuts.get()]) {
                            cut(cuts.getAndIncrement(), target, failed);
                        }
                    }
                });
                ended = true;
            } catch (Cut e) {
                assertThat(cuts.get()).isGreaterThanOrEqualTo(2); // the other thread may be at the third
            }
        }
        if (failed.get() != null) {
            throw failed.get();
        }
        assertThat(cuts.get()).isEqualTo(3);
    }

    private static void cut(int way, Database target, AtomicReference<Exception> failed) {
        if (way == 1) {
            throw new Cut();
        }
        try {
            if (way == 0) {
                cutConnections(target);
            } else if (isPostgres(target)) { // the server goes as with kill -9 and comes back
                servers.postgresServer().kill();
                servers.postgresServer().start();
            } else {
                servers.mariaServer().kill();
                servers.mariaServer().run();
            }
        } catch (SQLException | IOException | InterruptedException e) {
            failed.set(e);
        }
    }

    private static boolean isPostgres(Database database) {
        return database.url().startsWith("jdbc:postgresql:");
    }

    /** Every connection is cut in the midst of what it does. */
    private static void cutConnections(Database target) throws SQLException {
        if (isPostgres(target)) {
            TypedSql.value(
                    target,
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'nightshift'");
            return;
        }
        String all = TypedSql.value(
                target,
                "select group_concat(id) from information_schema.processlist where user = 'nightshift' and id <> connection_id()");
        for (String id : all.split(",")) {
            try {
                TypedSql.sql(target, "kill " + id);
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains("Unknown thread");
            }
        }
    }
}
