package io.nightshift.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Databases that nobody writes to for a while, with sessions that would. */
class SqlFreezeFaultTest extends OnBothServers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static Database postgres(String database, String user, String password) {
        return new Database(
                servers.postgresServer().address().replaceFirst("/postgres$", "/" + database),
                user,
                Password.of(password));
    }

    private static SqlFreeze freeze(Database database) {
        return new SqlFreeze(Drivers.builtIn(), database, PATIENCE);
    }

    @Test
    void sessionsOfPostgresEndAndNewOnesOnlyReadUntilItIsTakenBack() throws SQLException {
        Database admin = postgres("postgres", "nightshift", ServerPair.PASSWORD);
        TypedSql.sql(
                admin,
                "drop database if exists shop with (force)",
                "drop role if exists shop",
                "create role shop login password 'sh0p-word'",
                "create database shop owner shop");
        Database shop = postgres("shop", "shop", "sh0p-word");
        TypedSql.sql(shop, "create table item (id int)");
        SqlFreeze freeze = freeze(shop);
        SqlFreeze.State before = freeze.state();
        assertThat(before).isEqualTo(SqlFreeze.State.WRITABLE);

        try (Connection old = DriverManager.getConnection(shop.url(), "shop", "sh0p-word");
                Statement writer = old.createStatement()) {
            writer.execute("insert into item values (1)");
            freeze.freeze();
            assertThatThrownBy(() -> writer.execute("insert into item values (2)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(freeze.state()).isEqualTo(new SqlFreeze.State(true, true, "yes"));
        assertThatThrownBy(() -> TypedSql.sql(shop, "insert into item values (3)"))
                .hasMessageContaining("read-only transaction");
        assertThat(TypedSql.value(shop, "select count(*) from item")).isEqualTo("1");

        freeze.restore(before);
        freeze.restore(before);
        assertThat(freeze.state()).isEqualTo(before);
        TypedSql.sql(shop, "insert into item values (4)");
    }

    @Test
    void aSessionThatMayNotBeEndedIsNamedAndTheWayBackDoesNotDependOnIt() throws SQLException {
        Database admin = postgres("postgres", "nightshift", ServerPair.PASSWORD);
        TypedSql.sql(
                admin,
                "drop database if exists stock with (force)",
                "drop role if exists stock",
                "create role stock login password 'st0ck-word'",
                "create database stock owner stock");
        Database stock = postgres("stock", "stock", "st0ck-word");
        SqlFreeze freeze = freeze(stock);
        SqlFreeze.State before = freeze.state();
        Database report = postgres("stock", "nightshift", ServerPair.PASSWORD);

        try (Connection other = DriverManager.getConnection(report.url(), "nightshift", ServerPair.PASSWORD)) {
            assertThat(other.isValid(5)).isTrue();
            assertThatThrownBy(freeze::freeze)
                    .hasMessageContaining("go on as they began (nightshift)")
                    .hasMessageContaining("pg_signal_backend");
            assertThat(freeze.state()).as("half-way is not frozen").isEqualTo(new SqlFreeze.State(true, false, "on"));
            freeze.restore(before);
            assertThat(freeze.state()).isEqualTo(before);
        }
        freeze.freeze();
        assertThat(freeze.state().frozen()).isTrue();
    }

    @Test
    void aServerOfMariaDbIsFrozenAsAWhole() throws SQLException {
        Database maria = servers.maria();
        SqlFreeze freeze = freeze(maria);
        SqlFreeze.State before = freeze.state();
        assertThat(before.frozen()).isFalse();

        freeze.freeze();
        assertThat(freeze.state().frozen()).isTrue();
        assertThat(TypedSql.value(maria, "select @@global.read_only")).isEqualTo("1");

        freeze.restore(before);
        assertThat(freeze.state()).isEqualTo(before);
        assertThatThrownBy(() ->
                        freeze(new Database("jdbc:h2:mem:x", "", Password.NONE)).state())
                .hasMessageContaining("cannot be made read-only this way");
    }
}
