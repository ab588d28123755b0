package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Awkward rows go from PostgreSQL to MariaDB and back; every row is the same, and each one that was changed by hand is found. */
class SqlRoundTripFaultTest {
    private static ServerPair servers;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        servers = ServerPair.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void awkwardRowsGoThereAndBack() throws SQLException {
        int rows = Scoreboard.share(100_000, 1_000_000);
        Database postgres = servers.postgres("public");
        Database maria = servers.maria();
        Database back = servers.postgres("back");
        AwkwardRows.make(postgres, rows);
        CopyReport there = copy(postgres, maria);
        CopyReport again = copy(maria, back);
        System.out.println(there.leftOut() + "\n" + again.leftOut());
        long began = System.nanoTime();
        List<TableComparison> first = verify(postgres, maria);
        long firstTook = (System.nanoTime() - began) / 1_000_000;
        List<TableComparison> second = verify(maria, back);
        List<TableComparison> third = verify(postgres, back);
        long same = first.stream()
                .filter(TableComparison::isSame)
                .mapToLong(TableComparison::sourceRows)
                .sum();
        System.out.println(first + "\n" + second + "\n" + third + "\nverified in " + firstTook + " ms");
        Scoreboard.line("M-04", "sql-round-trip", rows, same, firstTook + " ms to verify");
        for (List<TableComparison> compared : List.of(first, second, third)) {
            assertThat(compared).allMatch(TableComparison::isSame).hasSize(3);
            assertThat(compared).extracting(TableComparison::targetRows).containsExactly((long) rows, 6L, 3000L);
        }
    }

    static CopyReport copy(Database from, Database to) {
        SqlCopy copy = new SqlCopy(Drivers.builtIn(), from, to, CopyOrder.all().patience(Duration.ofSeconds(30)));
        CopyRecord record = copy.begin();
        long began = System.nanoTime();
        CopyReport report = copy.run(record, CopyListener.NONE);
        System.out.println("copied " + report.rows() + " in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        copy.forget(record);
        return report;
    }

    static List<TableComparison> verify(Database one, Database other) {
        return new SqlVerify(Drivers.builtIn(), one, other, CopyOrder.all()).run(10, CopyListener.NONE);
    }
}
