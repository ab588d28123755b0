package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** M-05: of very many rows in PostgreSQL and MariaDB one is not the same; it is found and named, and few rows are fetched for it. */
class OneInTenMillionFaultTest extends OnBothServers {
    @Test
    void theRowThatDiffersIsNamed() throws SQLException {
        int rows = Scoreboard.share(400_000, 10_000_000);
        int one = rows / 7 * 3;
        Database postgres = servers.postgres("public");
        Database maria = servers.maria();
        TypedSql.sql(
                postgres,
                "drop table if exists reading",
                "create table reading (id bigint primary key, meter varchar(20) not null, value numeric(12, 3), day date)",
                "insert into reading select n, 'meter ' || n % 5000, (n % 1000003) / 1000.0, date '2020-01-01' + n % 2000"
                        + " from generate_series(1, " + rows + ") as all_of_them(n)",
                "analyze reading");
        TypedSql.sql(
                maria,
                "drop table if exists reading",
                "create table reading (id bigint primary key, meter varchar(20) not null, value decimal(12, 3), day date)",
                "insert into reading select seq, concat('meter ', seq % 5000), (seq % 1000003) / 1000,"
                        + " date_add('2020-01-01', interval seq % 2000 day) from seq_1_to_" + rows,
                "update reading set value = value + 0.001 where id = " + one);
        CopyOrder order = CopyOrder.all().tables(List.of("reading"), List.of());

        long began = System.nanoTime();
        TableComparison compared = new SqlVerify(Drivers.builtIn(), postgres, maria, order)
                .run(10, CopyListener.NONE)
                .get(0);
        double seconds = (System.nanoTime() - began) / 1e9;

        boolean found =
                compared.listed().size() == 1 && compared.listed().get(0).key().equals("id = " + one);
        Scoreboard.line(
                "M-05",
                "sql-verify-one",
                rows,
                found ? rows : 0,
                String.format(
                        Locale.ROOT,
                        "%.1f s to find the one row that differs, %,d rows fetched for it",
                        seconds,
                        compared.fetched()));
        assertThat(compared.sourceRows()).isEqualTo(rows);
        assertThat(compared.targetRows()).isEqualTo(rows);
        assertThat(compared.listed()).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo("id = " + one);
            assertThat(row.values()).extracting(RowDifference.Value::column).containsExactly("value");
        });
    }
}
