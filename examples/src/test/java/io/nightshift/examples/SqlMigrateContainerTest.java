package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.HostDatabases;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's scripts come to its databases on a Debian host, and go back. */
@NeedsTargets
class SqlMigrateContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/sql-migrate.yml";
    private static final String POSTGRES = """
            create role shop login password 'k7Qx-pass'; create database shop owner shop
            """;

    static TargetFleet fleet;
    static TargetHost host;
    static HostDatabases databases;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        host = fleet.hosts().get(0);
        databases = HostDatabases.install(host, HostDatabases.POSTGRESQL, HostDatabases.MARIADB);
        for (String statement : POSTGRES.split(";")) {
            postgres("postgres", statement);
        }
        maria(
                "",
                "create database shop; create user shop@'%' identified by 'k7Qx-pass'; grant all on shop.* to shop@'%'");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static String postgres(String database, String sql) {
        return databases.postgres(database, sql);
    }

    private static String maria(String database, String sql) {
        return databases.maria(database, sql);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String[] with(String engine, String... more) {
        List<String> all = new ArrayList<>(List.of("-e", "engine=" + engine, "-e", "scripts=" + folder));
        for (String one : more) {
            all.addAll(List.of("-e", one));
        }
        return all.toArray(String[]::new);
    }

    @Test
    void postgresGoesForwardAndBackByItsOwnScripts() throws IOException {
        script("V1__houses.sql", "create table house (id int primary key, street text);");
        script("U1__houses.sql", "drop table house;");
        script("V2__rooms.sql", "alter table house add rooms int; insert into house values (1, 'Hill', 3);");
        script("U2__rooms.sql", "delete from house; alter table house drop rooms;");
        Nightshift nightshift = Nightshift.on(fleet, "deploy");

        Ended first = nightshift.run(PLAYBOOK, with("postgresql"));
        first.mustEnd(0, "UPDATED");
        assertThat(first.output())
                .contains("to 2: ['V1__houses.sql', 'V2__rooms.sql']")
                .doesNotContain("k7Qx");
        assertThat(postgres("shop", "select rooms from house")).isEqualTo("3");
        nightshift.run(PLAYBOOK, with("postgresql")).mustEnd(0, "UNCHANGED");

        script("V3__wrong.sql", "alter table house add owner text; alter table nowhere add x int;");
        Ended wrong = nightshift.run(PLAYBOOK, with("postgresql", "become_for_dump=true"));
        wrong.mustEnd(1, "ROLLED_BACK");
        assertThat(wrong.output()).contains("V3__wrong.sql failed: ", "\"nowhere\" does not exist");
        assertThat(postgres("shop", "select count(*) from information_schema.columns where table_name = 'house'"))
                .isEqualTo("3");
        Files.delete(folder.resolve("V3__wrong.sql"));

        script("V3__late.sql", "alter table house add late text;");
        Ended refused = nightshift.run(PLAYBOOK, with("postgresql", "way_back=scripts"));
        refused.mustEnd(1, "ROLLED_BACK");
        assertThat(refused.output()).contains("no undo script takes back V3__late.sql");
        Files.delete(folder.resolve("V3__late.sql"));

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(postgres("shop", "select count(*) from information_schema.tables where table_name = 'house'"))
                .isEqualTo("0");
    }

    @Test
    void mariaDbThatFailsHalfWayComesBackFromItsDump() throws IOException {
        script("V1__houses.sql", "create table house (id int primary key, street text);");
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Ended first = nightshift.run(PLAYBOOK, with("mariadb", "become_for_dump=true"));
        first.mustEnd(0, "UPDATED");
        maria("shop", "insert into house values (7, 'Hill')");

        script("V2__rooms.sql", "alter table house add rooms int; delete from house; alter table nowhere add x int;");
        Ended wrong = nightshift.run(PLAYBOOK, with("mariadb", "become_for_dump=true"));
        wrong.mustEnd(1, "ROLLED_BACK");
        assertThat(wrong.output()).contains("Version 2 is applied in part");
        assertThat(maria("shop", "select * from house")).isEqualTo("7\tHill");

        script("V2__rooms.sql", "alter table house add rooms int;");
        Ended second = nightshift.run(PLAYBOOK, with("mariadb", "become_for_dump=true", "broken=yes"));
        second.mustEnd(1, "ROLLED_BACK");
        assertThat(maria("shop", "select * from house")).isEqualTo("7\tHill");
        assertThat(host.sh("grep -rlF k7Qx /var/lib/nightshift").stdout()).doesNotContain(second.run());

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(maria("shop", "show tables")).isEmpty();
    }
}
