package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a technician reads when a copy is refused; nothing has been changed then. */
class SqlRefusalTest {
    @TempDir
    Path folder;

    private Database source;
    private Database target;
    private Database sqlite;

    @BeforeEach
    void databases() throws SQLException {
        source = new Database("jdbc:h2:mem:" + folder.hashCode() + "s;DB_CLOSE_DELAY=-1", "sa", Password.NONE);
        target = new Database("jdbc:h2:mem:" + folder.hashCode() + "t;DB_CLOSE_DELAY=-1", "sa", Password.NONE);
        sqlite = new Database("jdbc:sqlite:" + folder.resolve("file.db"), "", Password.NONE);
        TypedSql.sql(
                source,
                "create table \"tenant\" (\"id\" integer primary key, \"name\" varchar(20))",
                "insert into \"tenant\" values (1, 'Ada'), (2, 'Bo')");
    }

    private String said(Database to, CopyOrder order) {
        return said(Drivers.builtIn(), source, to, order);
    }

    private static String said(Drivers drivers, Database from, Database to, CopyOrder order) {
        SqlCopy copy = new SqlCopy(drivers, from, to, order);
        try {
            copy.run(copy.begin(), CopyListener.NONE);
            return "nothing";
        } catch (SqlFailure e) {
            return String.valueOf(e.getMessage()).replaceAll("mem:-?\\d+", "mem:");
        }
    }

    @Test
    void aDriverThatIsMissing() {
        Database oracle = new Database("jdbc:oracle:thin:scott/tiger@//db.example:1521/XE", "", Password.NONE);
        assertThat(said(Drivers.with(Path.of("/srv/drivers")), oracle, target, CopyOrder.all()))
                .isEqualTo(
                        "No JDBC driver here takes `jdbc:oracle:`. Known: h2, mariadb, mysql, postgresql, sqlite. Put the driver's jar into /srv/drivers and try again.");
    }

    @Test
    void aTargetThatIsNotEmpty() throws SQLException {
        TypedSql.sql(
                target,
                "create table \"tenant\" (\"id\" integer primary key, \"name\" varchar(20))",
                "insert into \"tenant\" values (7, 'Old')");
        assertThat(said(target, CopyOrder.all()))
                .isEqualTo(
                        "The table PUBLIC.tenant of the target holds 1 rows already. Empty it, or say what becomes of it: `existing: sync` brings what differs in line,"
                                + " `existing: replace` makes it anew.");
        assertThat(TypedSql.value(target, "select \"name\" from \"tenant\"")).isEqualTo("Old");
    }

    @Test
    void aTableWithoutAKeyAndOneWithAKeyThatDoesNot() throws SQLException {
        TypedSql.sql(
                source,
                "create table \"log\" (\"at\" integer, \"text\" varchar(10))",
                "insert into \"log\" values (1, 'a'), (1, 'b')");
        assertThat(said(target, CopyOrder.all()))
                .isEqualTo(
                        "The table PUBLIC.log has no primary key and no unique index over columns that are never null, so its rows cannot be told apart."
                                + " Name columns that do, such as `keys: {log: [at]}`.");
        assertThat(said(target, CopyOrder.all().keys(Map.of("log", List.of("at")))))
                .isEqualTo(
                        "The key (at) of the table PUBLIC.log does not tell its rows apart: 1 values stand in several rows.");
        assertThat(TypedSql.value(
                        target, "select count(*) from information_schema.tables where table_schema = 'PUBLIC'"))
                .isEqualTo("0");
    }

    @Test
    void aTableThatNobodyKnows() {
        assertThat(said(target, CopyOrder.all().tables(List.of("tenants", "b*"), List.of())))
                .isEqualTo(
                        "No table of jdbc:h2:mem:s in the schema `PUBLIC` is called `tenants`. Did you mean `tenant`?\n"
                                + "No table of jdbc:h2:mem:s in the schema `PUBLIC` is called `b*`. There are: tenant.");
    }

    @Test
    void aTypeWithoutCounterpart() throws SQLException {
        TypedSql.sql(
                source,
                "alter table \"tenant\" add \"numbers\" integer array",
                "alter table \"tenant\" add \"wait\" interval day to second");
        assertThat(said(sqlite, CopyOrder.all()))
                .isEqualTo(
                        "The column `numbers` of the table PUBLIC.tenant is INTEGER ARRAY, which SQLite cannot keep without a loss. Ask for unknown types as text, or leave the table out.\n"
                                + "The column `wait` of the table PUBLIC.tenant is INTERVAL DAY TO SECOND, which SQLite cannot keep without a loss. Ask for unknown types as text, or leave the table out.");
    }

    @Test
    void aValueThatTheTargetWouldCut() throws SQLException {
        TypedSql.sql(target, "create table \"tenant\" (\"id\" integer primary key, \"name\" varchar(2))");
        assertThat(said(target, CopyOrder.all()))
                .isEqualTo(
                        "The row with id = 1 of the table PUBLIC.tenant: the column `name` has 3 characters; the target keeps 2.");
        assertThat(TypedSql.value(target, "select count(*) from \"tenant\"")).isEqualTo("0");
    }

    @Test
    void aColumnThatTheTargetHasNot() throws SQLException {
        TypedSql.sql(target, "create table \"tenant\" (\"id\" integer primary key, \"since\" date not null)");
        assertThat(said(target, CopyOrder.all()))
                .isEqualTo(
                        "The table PUBLIC.tenant of the target has no column `name`.\n"
                                + "The column `since` of the target's table PUBLIC.tenant must have a value, and the source has no such column.");
    }

    @Test
    void aServerThatIsNotThere() {
        Database nowhere = new Database(
                "jdbc:postgresql://127.0.0.1:1/housing?password=hidden-in-the-address", "ada", Password.of("s3cret"));
        String text = said(Drivers.builtIn(), source, nowhere, CopyOrder.all().patience(java.time.Duration.ZERO));
        assertThat(text)
                .isEqualTo(
                        "No database answers at jdbc:postgresql://127.0.0.1:1/housing: Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.");
        assertThat(nowhere + " " + nowhere.password()).doesNotContain("s3cret", "hidden-in");
    }
}
