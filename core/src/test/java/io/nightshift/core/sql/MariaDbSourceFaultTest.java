package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.testing.Scoreboard;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What MariaDB keeps and nobody else does goes to PostgreSQL and back, or is refused by row and column. */
class MariaDbSourceFaultTest extends OnBothServers {
    private Database maria;
    private Database other;

    @BeforeEach
    void empty() throws SQLException {
        maria = servers.maria();
        other = servers.mariaServer().database("other");
        TypedSql.sql(maria, "drop database housing", "create database housing");
        TypedSql.sql(other, "drop database other", "create database other");
        TypedSql.sql(servers.postgres("public"), "drop schema if exists fromm cascade");
    }

    @Test
    void oddTypesGoToPostgresAndBack() throws SQLException {
        int rows = Scoreboard.share(20_000, 1_000_000);
        Database postgres = servers.postgres("fromm");
        MariaDbRows.make(maria, rows);
        CopyReport there = SqlRoundTripFaultTest.copy(maria, postgres);
        SqlRoundTripFaultTest.copy(postgres, other);
        List<TableComparison> first = SqlRoundTripFaultTest.verify(maria, postgres);
        List<TableComparison> second = SqlRoundTripFaultTest.verify(maria, other);
        Scoreboard.line(
                "M-04",
                "sql-round-trip-maria",
                rows,
                second.get(0).isSame() && first.get(0).isSame() ? rows : 0,
                first.get(0).fetched() + second.get(0).fetched() + " rows fetched");
        assertThat(first.get(0).listed()).isEmpty();
        assertThat(second.get(0).listed()).isEmpty();
        assertThat(first.get(0).targetRows()).isEqualTo(rows);
        assertThat(first.get(0).fetched()).isZero();
        assertThat(there.leftOut())
                .containsExactly(
                        "odd: column plain: on update current_timestamp()", "odd: index odd_old: btree over old(10)");
    }

    @Test
    void valuesThatNobodyElseKeepsAreRefusedByRowAndColumn() throws SQLException {
        Database postgres = servers.postgres("fromm");
        TypedSql.sql(
                maria,
                "set session sql_mode = ''",
                "create table visit (id int primary key, day date not null, n tinyint(1), t time)",
                "insert into visit values (1, '2024-02-29', 1, '10:00'), (2, '0000-00-00', 0, null)");
        assertThatThrownBy(() -> SqlRoundTripFaultTest.copy(maria, postgres))
                .hasMessage(
                        "The row with id = 2 of the table housing.visit: the column `day` is 0000-00-00, which PostgreSQL's date cannot keep. Ask for zero dates as null.");
        assertThat(TypedSql.value(postgres, "select count(*) from visit")).isEqualTo("0");
        TypedSql.sql(postgres, "drop table visit, nightshift_copy");
        CopyOrder asNull = CopyOrder.all().types(new TypeChoices(true, false, false, false));
        SqlCopy copy = new SqlCopy(Drivers.builtIn(), maria, postgres, asNull);
        copy.run(copy.begin(), CopyListener.NONE);
        assertThat(TypedSql.value(postgres, "select count(*) from visit where day is null"))
                .isEqualTo("1");
        EmbeddedCopyTest.same(maria, postgres, asNull);
        TypedSql.sql(
                maria,
                "update visit set n = 5 where id = 1",
                "update visit set day = '2020-01-01', t = '-100:00:00' where id = 2");
        SqlCopy sync = new SqlCopy(Drivers.builtIn(), maria, postgres, asNull.existing(Existing.SYNC));
        assertThatThrownBy(() -> sync.run(sync.begin(), CopyListener.NONE))
                .hasMessage(
                        "The row with id = 1 of the table housing.visit: the column `n` is 5, neither 0 nor 1; ask for tinyint(1) as a number.");
        TypedSql.sql(maria, "update visit set n = 1 where id = 1");
        assertThatThrownBy(() -> sync.run(sync.begin(), CopyListener.NONE))
                .hasMessage(
                        "The row with id = 2 of the table housing.visit: the column `t` is -100:00:00.000000, which is no time of a day; PostgreSQL cannot keep it.");
    }

    @Test
    void valuesOfPostgresThatMariaDbCannotKeepAreRefusedByRowAndColumn() throws SQLException {
        Database postgres = servers.postgres("fromm");
        TypedSql.sql(
                postgres,
                "create table measure (id int primary key, x double precision, y numeric, d date, m timestamptz)");
        String[][] cases = {
            {"x", "'NaN'", "is NaN, which MariaDB cannot keep."},
            {"x", "'-Infinity'", "is -Infinity, which MariaDB cannot keep."},
            {"y", "'NaN'", "is NaN, which MariaDB cannot keep."},
            {"y", "1e-31", "is 0.0000000000000000000000000000001; the target keeps 65 digits, 30 after the point."},
            {"d", "'infinity'", "is infinity, which MariaDB's date cannot keep."},
            {"d", "'0044-03-15 BC'", "is 0044-03-15 BC, which MariaDB's date cannot keep."},
            {"m", "'2040-01-01 00:00+00'", "is 2040-01-01 00:00:00.000000, which MariaDB's timestamp(6) cannot keep."},
        };
        for (String[] one : cases) {
            TypedSql.sql(
                    postgres, "truncate measure", "insert into measure(id, " + one[0] + ") values (7, " + one[1] + ")");
            SqlCopy copy = new SqlCopy(Drivers.builtIn(), postgres, maria, CopyOrder.all());
            CopyRecord record = copy.begin();
            assertThatThrownBy(() -> copy.run(record, CopyListener.NONE))
                    .hasMessage(
                            "The row with id = 7 of the table fromm.measure: the column `" + one[0] + "` " + one[2]);
            new CopyUndo(Drivers.builtIn(), maria, Duration.ofSeconds(30)).undo(record);
            assertThat(TypedSql.value(
                            maria, "select count(*) from information_schema.tables where table_schema = 'housing'"))
                    .isEqualTo("0");
        }
        CopyOrder later = CopyOrder.all().types(new TypeChoices(false, false, true, false));
        SqlCopy copy = new SqlCopy(Drivers.builtIn(), postgres, maria, later);
        copy.run(copy.begin(), CopyListener.NONE);
        assertThat(TypedSql.value(maria, "select m from measure")).startsWith("2040-01-01 00:00:00");
        EmbeddedCopyTest.same(postgres, maria, later);
        TypedSql.sql(
                maria, "create table word (id int primary key, w varchar(9))", "insert into word values (3, 'a\\0b')");
        SqlCopy zero =
                new SqlCopy(Drivers.builtIn(), maria, postgres, CopyOrder.all().tables(List.of("word"), List.of()));
        assertThatThrownBy(() -> zero.run(zero.begin(), CopyListener.NONE))
                .hasMessage(
                        "The row with id = 3 of the table housing.word: the column `w` has the character U+0000, which PostgreSQL cannot keep.");
    }

    @Test
    void aWrongPasswordIsOneSentence() throws SQLException {
        Database postgres = servers.postgres("fromm");
        for (Database right : List.of(postgres, maria)) {
            Database wrong = new Database(right.url(), right.user(), Password.of("wr0ng-pass"));
            SqlCopy copy =
                    new SqlCopy(Drivers.builtIn(), wrong, other, CopyOrder.all().patience(Duration.ofMinutes(5)));
            assertThatThrownBy(copy::begin)
                    .hasMessage("The database at " + right.place() + " refuses the user nightshift with this password.")
                    .hasNoCause();
        }
    }

    @Test
    void longValuesDoNotNeedTheHeapManyTimesOver() throws SQLException {
        Database postgres = servers.postgres("fromm");
        TypedSql.sql(
                postgres,
                "create table plan (id int primary key, picture bytea, story text)",
                "insert into plan select 1, decode(repeat('00ff5c27', 12500000), 'hex'), 'small'",
                "insert into plan select 2, 'x', repeat('größer ', 3000000)",
                "insert into plan select i, decode(repeat(md5(i::text), 60000), 'hex'), null from generate_series(3, 40) i");
        SqlRoundTripFaultTest.copy(postgres, maria);
        Database back = servers.postgres("fromback");
        SqlRoundTripFaultTest.copy(maria, back);
        assertThat(SqlRoundTripFaultTest.verify(postgres, maria))
                .allMatch(TableComparison::isSame)
                .extracting(TableComparison::fetched)
                .containsExactly(0L);
        assertThat(SqlRoundTripFaultTest.verify(postgres, back)).allMatch(TableComparison::isSame);
        TypedSql.sql(back, "drop schema fromback cascade");
    }
}
