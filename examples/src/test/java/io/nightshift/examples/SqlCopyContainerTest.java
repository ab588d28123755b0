package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.HostDatabases;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables come from a MariaDB on one Debian host to a PostgreSQL on another, are compared, and go back. */
@NeedsTargets
class SqlCopyContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/sql-copy.yml";
    private static final String TABLES = """
            create database register character set latin1;
            create user register@'%' identified by 'k7Qx-pass'; grant all on register.* to register@'%';
            use register;
            create table street (id int auto_increment primary key, name varchar(80) not null unique);
            create table flat (id int auto_increment primary key, street int not null, rent decimal(9,2), let date, plan blob,
              tenant varchar(60), key by_tenant (tenant), foreign key (street) references street(id));
            create table note (flat int not null, made datetime(3) not null, words text);
            insert into street (name) values ('Käthe-Kollwitz-Straße'), ('Rue de l''Église'), ('');
            insert into flat (street, rent, let, plan, tenant)
              select 1 + seq % 3, seq / 7, date('2001-02-03') + interval seq % 9000 day, unhex(lpad(hex(seq), 8, '0')),
                nullif(concat('Öz', seq % 11), 'Öz7') from seq_1_to_60000;
            insert into note select id, '2026-11-30 01:02:03.456' + interval id second, 'naïve – €' from flat where id % 100 = 0;
            """;

    static TargetFleet fleet;
    static TargetHost fresh;
    static TargetHost old;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(2);
        fresh = fleet.hosts().get(0);
        old = fleet.hosts().get(1);
        HostDatabases.install(fresh, HostDatabases.POSTGRESQL);
        HostDatabases.install(old, HostDatabases.MARIADB);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void begin() {
        postgres("postgres", "drop database if exists register with (force)");
        postgres("postgres", "drop role if exists register");
        postgres("postgres", "create role register login password 'k7Qx-pass'");
        postgres("postgres", "create database register owner register");
        maria("", "drop database if exists register; drop user if exists register@'%'");
        maria("", TABLES);
    }

    private static String postgres(String database, String sql) {
        return new HostDatabases(fresh).postgres(database, sql);
    }

    private static String maria(String database, String sql) {
        return new HostDatabases(old).maria(database, sql);
    }

    private static String tables() {
        return postgres(
                "register",
                "select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = 'public'");
    }

    @Test
    void tablesArriveFollowTheirSourceAndGoBack() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");

        Ended first = nightshift.run(PLAYBOOK);
        first.mustEnd(0, "UPDATED");
        assertThat(first.output()).contains("3 tables, 60603 rows, all the same at both ends, 60000 flats");
        assertThat(first.output()).doesNotContain("k7Qx");
        assertThat(postgres("register", "select name from street order by id limit 1"))
                .isEqualTo("Käthe-Kollwitz-Straße");
        assertThat(postgres("register", "insert into street (name) values ('new') returning id"))
                .isEqualTo("4");
        postgres("register", "delete from street where id = 4");
        nightshift.run(PLAYBOOK).mustEnd(0, "UNCHANGED");

        maria("register", """
                update flat set tenant = 'Ølse' where id = 777; delete from note where flat = 1200;
                insert into street (name) values ('Late Lane'); insert into flat (street, rent) values (4, 1.5);
                """);
        Ended refused = nightshift.run(PLAYBOOK);
        refused.mustEnd(1, "ROLLED_BACK");
        assertThat(refused.output())
                .contains(
                        "The table flat of the target holds 60000 rows already, and not the source's. Empty it, or say");
        Ended compared = nightshift.run(PLAYBOOK, "-e", "compare=yes");
        compared.mustEnd(1, "ROLLED_BACK");
        assertThat(compared.output())
                .contains(
                        "flat: 1 row differs, 1 row only in the source",
                        "flat, id = 777: tenant is ",
                        "note: 1 row only in the target");

        Ended follows = nightshift.run(PLAYBOOK, "-e", "existing=sync");
        follows.mustEnd(0, "UPDATED");
        assertThat(postgres("register", "select tenant from flat where id = 777"))
                .isEqualTo("Ølse");
        nightshift.rollback(follows.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(postgres("register", "select count(*) from flat where tenant = 'Ølse'"))
                .isEqualTo("0");

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(tables()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeAnythingIsBegun() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Ended wrong = nightshift.run(PLAYBOOK, "-e", "register_password=wrong");
        wrong.mustEnd(1, "ROLLED_BACK");
        assertThat(wrong.output()).contains("refuses the user register with this password");
        maria("register", "create table loose (a int); insert into loose values (1), (1)");
        Ended keyless = nightshift.run(PLAYBOOK);
        keyless.mustEnd(1, "ROLLED_BACK");
        assertThat(keyless.output()).contains("The table register.loose has no primary key and no unique index");
        old.sh("systemctl stop mariadb").text();
        try {
            Ended away = nightshift.run(PLAYBOOK);
            away.mustEnd(1, "ROLLED_BACK");
            assertThat(away.output())
                    .contains("No database answers at jdbc:mariadb://127.0.0.1:3306 of target2/register");
        } finally {
            old.sh("systemctl start mariadb").text();
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void aTaskThatFailsAfterTheCopyTakesItBack() {
        Ended broken = Nightshift.on(fleet, "deploy").run(PLAYBOOK, "-e", "broken=yes");
        broken.mustEnd(1, "ROLLED_BACK");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aKilledCopyIsGoneOnWithAndWhatWasKeptGoesWhenItsUndoIsPruned() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Nightshift.Started killed = nightshift.startRun(PLAYBOOK, "-e", "chunk=500");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    String done = postgres(
                            "register", "select case when to_regclass('nightshift_copy') is null then 0 else 1 end");
                    return done.equals("1")
                            && Integer.parseInt(
                                            postgres("register", "select count(*) from nightshift_copy where done = 1"))
                                    > 5;
                });
        killed.kill();
        long before = Long.parseLong(postgres("register", "select count(*) from nightshift_copy where done = 1"));
        assertThat(before).isGreaterThan(5);
        assertThat(postgres("register", "select count(*) from nightshift_copy where number = -2"))
                .as("marks of the end")
                .isEqualTo("0");
        String run = killed.text().replaceAll("(?s).*?(20\\d\\d[-0-9a-z]+).*", "$1");

        Ended stranger = nightshift.run(PLAYBOOK);
        stranger.mustEnd(5, "PARKED");
        assertThat(stranger.output()).contains("held by run " + run);
        Ended resumed = nightshift.resume(run);
        resumed.mustEnd(0, "UPDATED");
        assertThat(postgres("register", "select count(distinct copy_id) from nightshift_copy"))
                .isEqualTo("1");
        assertThat(resumed.output()).contains("3 tables, 60603 rows, all the same at both ends");

        assertThat(nightshift.start(List.of("prune", run, "--yes")).await().status())
                .isZero();
        assertThat(tables()).isEqualTo("flat note street");
    }
}
