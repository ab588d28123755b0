package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.HostDatabases;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * M-06: a controller that migrates and freezes a database is killed with -9 at any moment. Then the run is gone on with, and taken back,
 * or taken back at once: every script counts once, no row is lost or doubled, and no database stays frozen.
 */
@NeedsTargets
class KilledMigrationContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/killed-migration.yml";
    private static final String DONE = "1000 house, 3000 rooms, 1000 visit, frozen, done";
    private static final String BEFORE = "0 tables, writable, not done";

    static TargetFleet fleet;
    static TargetHost host;
    static HostDatabases databases;

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private String engine = "";

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        host = fleet.hosts().get(0);
        databases = HostDatabases.install(host, HostDatabases.POSTGRESQL, HostDatabases.MARIADB);
        for (String statement : List.of(
                "create role shop login password 'k7Qx-pass'",
                "create role keeper login superuser password 'k7Qx-pass'",
                "create database shop owner shop")) {
            databases.postgres("postgres", statement);
        }
        databases.maria(
                "",
                "create database shop; create user shop@'%' identified by 'k7Qx-pass'; grant all on shop.* to shop@'%';"
                        + "create user keeper@'%' identified by 'k7Qx-pass'; grant all on *.* to keeper@'%'");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private String ask(String sql) {
        return engine.equals("mariadb") ? databases.maria("shop", sql) : databases.postgres("shop", sql);
    }

    private void scripts() throws IOException {
        boolean maria = engine.equals("mariadb");
        String pause = maria ? "do sleep(0.4);" : "select pg_sleep(0.4);";
        String select = maria ? "select seq from seq_1_to_1000" : "select n from generate_series(1, 1000) as n(n)";
        write("V1__houses.sql", "create table house (id int primary key); insert into house " + select + ";" + pause);
        write("V2__rooms.sql", "alter table house add rooms int; update house set rooms = 3;" + pause);
        write("V3__visits.sql", "create table visit (id int primary key); insert into visit " + select + ";" + pause);
        if (!maria) {
            write("U1__houses.sql", "drop table house;");
            write("U2__rooms.sql", pause + "alter table house drop rooms;");
            write("U3__visits.sql", "drop table visit;" + pause);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String state() {
        boolean maria = engine.equals("mariadb");
        String tables = ask("select count(*) from information_schema.tables where table_schema = '"
                + (maria ? "shop" : "public") + "'");
        String content = tables.equals("0")
                ? "0 tables"
                : ask("select concat((select count(*) from house), ' house, ', (select sum(rooms) from house),"
                        + " ' rooms, ', (select count(*) from visit), ' visit')");
        boolean frozen = ask(maria ? "select @@read_only" : "show default_transaction_read_only")
                .matches("1|on");
        String note = host.sh("cat /srv/migrated 2>/dev/null || echo not done").text();
        return content + ", " + (frozen ? "frozen" : "writable") + ", " + note;
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void everyScriptCountsOnceWheneverTheControllerDies(String server) throws Exception {
        engine = server;
        scripts();
        int rounds = Scoreboard.share(4, 30);
        List<String> wrong = new ArrayList<>();
        long began = System.nanoTime();
        Nightshift first = Nightshift.on(fleet, "deploy");
        Ended whole = first.run(PLAYBOOK, arguments());
        whole.mustEnd(0, "UPDATED");
        Duration length = Duration.ofNanos(System.nanoTime() - began);
        check(wrong, "the run that nobody killed", DONE, whole);
        check(wrong, "its rollback", BEFORE, first.rollback(whole.run()));
        int killed = 0;
        for (int round = 0; round < rounds; round++) {
            killed += round(round, length, wrong) ? 1 : 0;
        }
        Scoreboard.line(
                "M-06",
                "migration-killed-" + engine,
                rounds,
                Math.max(0, rounds - wrong.size()),
                killed + " killed in mid-run; " + wrong.size() + " databases not as they should be");
        assertThat(wrong).isEmpty();
    }

    private String[] arguments() {
        return new String[] {"-e", "engine=" + engine, "-e", "scripts=" + folder};
    }

    /** @return whether it was killed while it ran */
    private boolean round(int round, Duration length, List<String> wrong) throws InterruptedException {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Nightshift.Started started = nightshift.startRun(PLAYBOOK, arguments());
        long moment = (long) (length.toMillis() * (0.2 + 0.8 * random.nextDouble()));
        boolean ended = started.process().waitFor(moment, TimeUnit.MILLISECONDS);
        started.kill();
        String name = "round " + round + ", killed after " + moment + " ms";
        if (!started.text().contains("Run 20")) {
            check(wrong, name + " before it began", BEFORE, null);
            return false;
        }
        String run = Ended.run(started.text());
        if (round % 2 == 0) {
            Ended resumed = ended ? null : nightshift.resume(run);
            boolean nothing = resumed != null && resumed.output().contains("was interrupted before anything was done");
            check(wrong, name + " and gone on with", nothing ? BEFORE : DONE, nothing ? null : resumed);
        }
        check(wrong, name + " and taken back", BEFORE, nightshift.rollback(run));
        return !ended;
    }

    private void check(List<String> wrong, String what, String wanted, @Nullable Ended ended) {
        String found;
        try {
            found = state();
        } catch (AssertionError | RuntimeException e) {
            found = "no answer: " + e.getMessage();
        }
        if (!found.equals(wanted) || ended != null && ended.status() != 0) {
            wrong.add(what + ": " + found + (ended == null ? "" : "\n" + ended.output()));
        }
    }
}
