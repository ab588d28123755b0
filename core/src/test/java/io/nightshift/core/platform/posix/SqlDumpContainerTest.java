package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static io.nightshift.core.platform.posix.Answers.failed;
import static io.nightshift.core.platform.posix.TargetDatabases.PASSWORD;
import static io.nightshift.core.platform.posix.TargetDatabases.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.testing.Exec;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.DatabaseChange.DumpDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Existing;
import io.nightshift.playbooks.module.DatabaseChange.Form;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.NewDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Part;
import io.nightshift.playbooks.module.DatabaseChange.RestoreDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps and restores with real servers: whole or not at all, and back. */
@NeedsTargets
class SqlDumpContainerTest {
    private static final String DUMP = "/srv/shop.dump";
    private static final AtomicInteger SCRIPTS = new AtomicInteger();
    private static TargetFleet fleet;
    private static TargetHost target;
    private static TargetDatabases databases;
    private static Host host;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        target = fleet.host();
        databases = new TargetDatabases(target);
        databases.install();
        host = new Host(
                        SqlDumpContainerTest::run,
                        (path, bytes) -> target.write(path, new String(bytes, StandardCharsets.ISO_8859_1), 0600))
                .withLimit(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @AfterEach
    void noPasswordIsLeft() {
        String found = target.sh("grep -rlF k7Qx /srv /tmp /var/lib/nightshift").stdout();
        target.sh("rm -rf /srv/* /srv/.n* /var/lib/nightshift/run");
        assertThat(found).isEmpty();
    }

    /** As the transport does it, in no argument of any process. */
    private static Frame run(String script) {
        String file = "/root/script" + SCRIPTS.incrementAndGet();
        target.write(file, script, 0600);
        Exec done = target.sh("dash -c '. " + file + "' </dev/null");
        return Frame.of(done.status(), done.stdout(), done.stderr());
    }

    private static DumpDatabase dump(Engine engine, Form form, boolean zipped, String password, String dest) {
        return new DumpDatabase(
                login(engine, "shop", password),
                dest,
                form,
                Part.ALL,
                List.of(),
                List.of(),
                true,
                zipped,
                true,
                new Attributes(null, null, 0600));
    }

    private static RestoreDatabase restore(Engine engine, String database, Existing existing, boolean create) {
        NewDatabase fresh = create ? new NewDatabase(null, null, null) : null;
        return new RestoreDatabase(login(engine, database, PASSWORD), DUMP, existing, fresh, true, true, true);
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,CUSTOM,false", "POSTGRESQL,PLAIN,true", "MARIADB,PLAIN,false", "MARIADB,PLAIN,true"})
    void whatWasDumpedComesBackAndUndoBringsWhatWasThereBetween(Engine engine, Form form, boolean zipped) {
        databases.fresh(engine);
        String original = databases.picture(engine, "shop");
        PreparedStep dump = host.prepare(dump(engine, form, zipped, PASSWORD, DUMP));
        done(host.apply(dump));
        databases.change(engine);
        String changed = databases.picture(engine, "shop");
        assertThat(changed).isNotEqualTo(original);
        PreparedStep restore = host.prepare(restore(engine, "shop", Existing.REPLACE, false));
        host.undo(host.prepare(restore(engine, "shop", Existing.REPLACE, false)));

        done(host.apply(restore));
        assertThat(databases.picture(engine, "shop")).isEqualTo(original);

        done(host.undo(restore));
        done(host.undo(restore));
        assertThat(databases.picture(engine, "shop")).isEqualTo(changed);
        done(host.undo(dump));
        assertThat(target.sh("ls -A /srv").stdout()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aDatabaseIsMadeForADumpAndDroppedAgain(Engine engine) {
        databases.fresh(engine);
        done(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, DUMP)));
        assertThat(refused(restore(engine, "second", Existing.REFUSE, false)))
                .isEqualTo("there is no database second; with `create: yes` it is made");
        PreparedStep step = host.prepare(restore(engine, "second", Existing.REFUSE, true));

        done(host.apply(step));
        assertThat(databases.picture(engine, "second").replace("second", "shop").lines())
                .containsAll(databases
                        .picture(engine, "shop")
                        .lines()
                        .filter(line -> !line.startsWith("CREATE DATABASE"))
                        .toList());
        assertThat(refused(restore(engine, "second", Existing.REFUSE, true)))
                .matches("the database second is not empty: it holds [3-5] tables, views and the like;"
                        + " `existing: replace` lets them go");

        done(host.undo(step));
        assertThat(refused(restore(engine, "second", Existing.REFUSE, false))).contains("there is no database second");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void anEmptyDatabaseIsEmptyAgain(Engine engine) {
        databases.fresh(engine);
        done(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, DUMP)));
        databases.admin(
                engine,
                engine == Engine.POSTGRESQL ? "postgres" : "",
                engine == Engine.POSTGRESQL ? "create database second owner shop" : "create database second");
        String empty = databases.picture(engine, "second");
        PreparedStep step = host.prepare(restore(engine, "second", Existing.REFUSE, false));

        done(host.apply(step));
        done(host.undo(step));

        assertThat(databases.picture(engine, "second")).isEqualTo(empty);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatCannotGoWellIsNotBegun(Engine engine) {
        databases.fresh(engine);
        databases.shop(
                engine,
                engine == Engine.POSTGRESQL
                        ? "create table big as select repeat('x', 1000) from generate_series(1, 3000)"
                        : "create table big as select repeat('x', 1000) as x from seq_1_to_3000; analyze table big");
        assertThat(Answers.refused(host.apply(dump(engine, Form.PLAIN, false, "wrong", DUMP))))
                .contains(
                        engine == Engine.POSTGRESQL
                                ? "password authentication failed"
                                : "Access denied for user 'shop'");
        target.sh("mkdir -p /srv/small && mount -t tmpfs -o size=1m tmpfs /srv/small")
                .text();
        try {
            assertThat(Answers.refused(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, "/srv/small/shop.sql"))))
                    .matches("the database shop is \\d+ KiB large, and only 1024 KiB are free in /srv/small/; "
                            + "free some, or say `check_room: no`");
            assertThat(target.sh("ls -A /srv/small").stdout()).isEmpty();
        } finally {
            target.sh("umount /srv/small").text();
        }
        done(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, DUMP)));
        target.sh("head -c 2000 " + DUMP + " >/srv/half && mv /srv/half " + DUMP)
                .text();
        String before = databases.picture(engine, "shop");
        assertThat(failed(host.apply(restore(engine, "shop", Existing.REPLACE, false)))
                        .message())
                .isEqualTo("the dump is not whole: its end is not there");
        assertThat(databases.picture(engine, "shop")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatFailsInTheMiddleLeavesTheDatabaseAsItWas(Engine engine) {
        databases.fresh(engine);
        done(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, DUMP)));
        databases.change(engine);
        String before = databases.picture(engine, "shop");
        beforeTheEnd("insert into nowhere values (1);");
        PreparedStep step = host.prepare(restore(engine, "shop", Existing.REPLACE, false));

        assertThat(failed(host.apply(step)).stderr()).contains("nowhere");

        assertThat(databases.picture(engine, "shop")).isEqualTo(before);
        done(host.undo(step));
        assertThat(databases.picture(engine, "shop")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatIsKilledInTheMiddleIsTakenBackByItsUndo(Engine engine) {
        boolean postgres = engine == Engine.POSTGRESQL;
        databases.fresh(engine);
        done(host.apply(dump(engine, Form.PLAIN, false, PASSWORD, DUMP)));
        databases.change(engine);
        String before = databases.picture(engine, "shop");
        beforeTheEnd(postgres ? "select pg_sleep(6);" : "do sleep(6);");
        PreparedStep step = host.prepare(restore(engine, "shop", Existing.REPLACE, false));
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> step.answer(run(step.script()), Instant.EPOCH, Instant.EPOCH));
        String busy = postgres
                ? "select count(*) from pg_stat_activity where query like 'select pg_sleep%'"
                : "select count(*) from information_schema.processlist where info like 'do sleep%'";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> databases
                        .admin(engine, postgres ? "postgres" : "", busy)
                        .strip()
                        .equals("1"));
        assertThat(target.sh(
                                "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep '[k]7Qx'")
                        .stdout())
                .isEmpty();

        target.sh(
                "kill -9 $(grep -ls -e NIGHTSHIFT_STEP= /proc/[0-9]*/environ | cut -d/ -f3) $(pgrep -f /var/lib/nightshift/run/)");

        assertThat(failed(answer.join()).message()).contains("was ended from outside");
        if (postgres) {
            // The server notices at the end of its statement that nobody listens, and forgets the transaction.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(databases.picture(engine, "shop")).isEqualTo(before));
        } else {
            assertThat(databases.picture(engine, "shop")).isNotEqualTo(before);
        }
        done(host.undo(step));
        assertThat(databases.picture(engine, "shop")).isEqualTo(before);
    }

    @Test
    void aFileOfSqliteIsADatabaseToo() {
        String app = "/srv/it's app.db";
        Login login = new Login(Engine.SQLITE, app, null, null, null, null, null);
        databases.sqlite(app, "create table t (a, b blob); insert into t values ('Café', x'00ff');");
        String original = databases.sqlite(app, ".dump");
        for (Form form : Form.values()) {
            done(host.apply(new DumpDatabase(
                    login,
                    DUMP,
                    form,
                    Part.ALL,
                    List.of(),
                    List.of(),
                    true,
                    form == Form.PLAIN,
                    true,
                    Attributes.KEEP)));
            databases.sqlite(app, "delete from t; create table later (x);");
            String changed = databases.sqlite(app, ".dump");
            assertThat(refused(new RestoreDatabase(login, DUMP, Existing.REFUSE, null, true, true, true)))
                    .contains("is not empty: it holds 2 tables");
            PreparedStep step =
                    host.prepare(new RestoreDatabase(login, DUMP, Existing.REPLACE, null, true, true, true));
            done(host.apply(step));
            assertThat(databases.sqlite(app, ".dump")).isEqualTo(original);
            done(host.undo(step));
            assertThat(databases.sqlite(app, ".dump")).isEqualTo(changed);
            done(host.apply(new RestoreDatabase(login, DUMP, Existing.REPLACE, null, true, true, true)));
        }
    }

    /** A statement more, before the line that ends the dump. */
    private static void beforeTheEnd(String statement) {
        target.sh("{ head -n -8 " + DUMP + "; echo '" + statement + "'; tail -n 8 " + DUMP
                        + "; } >/srv/more && mv /srv/more " + DUMP)
                .text();
    }

    private static String refused(RestoreDatabase change) {
        return Answers.refused(host.apply(change));
    }
}
