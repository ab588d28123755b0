package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Awkward rows go from PostgreSQL to MariaDB and back; every row is the same, and each one that was changed by hand is found. */
class SqlRoundTripFaultTest extends OnBothServers {
    @Test
    void awkwardRowsGoThereAndBack() throws SQLException {
        int rows = Scoreboard.share(100_000, 1_000_000);
        Database postgres = servers.postgres("public");
        Database maria = servers.maria();
        Database back = servers.postgres("back");
        AwkwardRows.make(postgres, rows);
        copy(postgres, maria);
        copy(maria, back);
        long began = System.nanoTime();
        List<TableComparison> first = verify(postgres, maria);
        long took = (System.nanoTime() - began) / 1_000_000;
        List<TableComparison> third = verify(postgres, back);
        long same = third.stream()
                .filter(TableComparison::isSame)
                .mapToLong(TableComparison::sourceRows)
                .sum();
        long fetched = first.stream().mapToLong(TableComparison::fetched).sum();
        Scoreboard.line(
                "M-04",
                "sql-round-trip",
                rows + 3006,
                same,
                took + " ms to verify, " + fetched + " rows fetched for it");
        for (List<TableComparison> compared : List.of(first, third)) {
            assertThat(compared).flatExtracting(TableComparison::listed).isEmpty();
            assertThat(compared).allMatch(TableComparison::isSame).hasSize(3);
            assertThat(compared).extracting(TableComparison::targetRows).containsExactly((long) rows, 6L, 3000L);
        }
        assertThat(fetched).isZero();
        assertThat(TypedSql.value(
                        back,
                        "select pg_get_serial_sequence('awkward', 'id') is not null and nextval(pg_get_serial_sequence('awkward', 'id')) = "
                                + (rows + 42)))
                .isEqualTo("t");
        whatIsChangedByHandIsFound(postgres, back, rows);
    }

    private static void whatIsChangedByHandIsFound(Database postgres, Database back, int rows) throws SQLException {
        long one = rows / 3;
        TypedSql.sql(
                back,
                "update awkward set double = double + 1, long_text = 'flipped' where id = " + one,
                "delete from awkward where id = " + (one * 2),
                "insert into awkward (id, kind) values (" + (rows + 500) + ", 'a')",
                "update tenant set born = born + 1 where code = 'a777'",
                "delete from tenant where code = 'Ä10'",
                "insert into tenant values (md5('new')::uuid, 'new', '2000-01-01')");
        long began = System.nanoTime();
        List<TableComparison> compared = verify(postgres, back);
        long took = (System.nanoTime() - began) / 1_000_000;
        List<String> found = compared.stream()
                .flatMap(table -> table.listed().stream())
                .map(row -> row.table() + " " + row.key() + " " + row.where() + " "
                        + row.values().stream().map(RowDifference.Value::column).toList())
                .sorted()
                .toList();
        List<String> wanted = Stream.of(
                        "awkward id = " + one + " IN_BOTH [double, long_text]",
                        "awkward id = " + (one * 2) + " ONLY_IN_SOURCE []",
                        "awkward id = " + (rows + 500) + " ONLY_IN_TARGET []",
                        "tenant place = " + place("77") + ", code = a777 IN_BOTH [born]",
                        "tenant place = " + place("10") + ", code = Ä10 ONLY_IN_SOURCE []",
                        "tenant place = " + place("new") + ", code = new ONLY_IN_TARGET []")
                .sorted()
                .toList();
        Scoreboard.line(
                "M-05",
                "sql-verify",
                wanted.size(),
                found.stream().filter(wanted::contains).count(),
                took + " ms, "
                        + compared.stream().mapToLong(TableComparison::fetched).sum() + " of " + rows
                        + " rows fetched");
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void everyColumnHasTheSameChecksumInBothDatabases() throws SQLException {
        Database postgres = servers.postgres("columns");
        Database maria = servers.mariaServer().database("other");
        AwkwardRows.make(postgres, 50_000);
        copy(postgres, maria);
        List<String> differing = new ArrayList<>();
        try (Session one = Drivers.builtIn().open(postgres);
                Session other = Drivers.builtIn().open(maria)) {
            CopyOrder order = CopyOrder.all();
            Table there = other.dialect().tables(other, "other").stream()
                    .filter(table -> table.name().equals("awkward"))
                    .findFirst()
                    .orElseThrow();
            Table here = new CopyCheck(one, other, order.tables(List.of("awkward"), List.of()))
                    .chosen()
                    .get(0);
            for (Column column : here.columns()) {
                Pair pair = Pair.of(here.columnsAre(List.of(column)), there, List.of(column.name()));
                long began = System.nanoTime();
                Checksum first = Checksum.of(pair.source(one), Predicate.ALL);
                long middle = System.nanoTime();
                Checksum second = Checksum.of(pair.target(other), Predicate.ALL);
                System.out.println(column.name() + " " + (middle - began) / 1000 + " us, "
                        + (System.nanoTime() - middle) / 1000 + " us");
                if (!first.equals(second)) {
                    differing.add(column.name() + ": " + first + " " + second);
                }
            }
        }
        assertThat(differing).isEmpty();
    }

    private static String place(String text) {
        return Canonical.md5(text).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    static CopyReport copy(Database from, Database to) {
        SqlCopy copy = new SqlCopy(Drivers.builtIn(), from, to, CopyOrder.all().patience(Duration.ofSeconds(30)));
        CopyRecord record = copy.begin();
        long began = System.nanoTime();
        CopyReport report = copy.run(record, CopyListener.NONE);
        System.out.println("copied " + report.rows() + " in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        new CopyUndo(Drivers.builtIn(), to, Duration.ofSeconds(30)).forget(record);
        return report;
    }

    static List<TableComparison> verify(Database one, Database other) {
        return new SqlVerify(Drivers.builtIn(), one, other, CopyOrder.all()).run(10, CopyListener.NONE);
    }
}
