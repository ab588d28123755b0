package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static io.nightshift.core.platform.posix.Answers.failed;
import static io.nightshift.core.platform.posix.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Existing;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.RestoreDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps loaded by pretended tools, on every shell of this machine: what the servers are told, and in which order. */
class RestoreStepsTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";
    private static final String DUMP =
            "create table t;\n-- PostgreSQL database dump complete\n-- Dump completed on today\n";

    @TempDir
    Path home;

    private FakeDatabaseTools tools;
    private Path dump;

    @BeforeEach
    void tools() throws IOException {
        tools = new FakeDatabaseTools(home);
        dump = Files.writeString(home.resolve("it's a dump"), DUMP);
    }

    private RestoreDatabase restore(Engine engine, Existing existing) {
        Login login = new Login(engine, "shop's", "ann", "se:cret", null, null, null);
        return new RestoreDatabase(login, dump.toString(), existing, null, true, true, true);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatGoesAndWhatComesIsOneTransaction(String shell) throws IOException {
        Host host = tools.host(shell, home);
        tools.put("tables", "3\n");
        tools.put("dump", "-- the old one, whole\n");
        Files.writeString(
                dump,
                "-- Data for Name: BLOBS; Type: BLOBS;\nBEGIN;\nselect lo_create(1);\nCOMMIT;\nCOPY t (a) FROM stdin;\nCOMMIT;\n\\.\n"
                        + DUMP);
        PreparedStep step = host.prepare(restore(Engine.POSTGRESQL, Existing.REPLACE));

        done(host.apply(step));

        String told = tools.noted("told");
        String loaded = told.substring(told.indexOf("begin;\n"));
        assertThat(loaded)
                .startsWith("begin;\ndo $ns$ declare todo text[]; each text; begin\n")
                .contains("drop schema %I cascade", "select lo_create(1);\nCOPY t (a) FROM stdin;\nCOMMIT;\n\\.\n")
                .endsWith(DUMP + "\ncommit;\n");
        assertThat(tools.noted("calls"))
                .contains("pg_dump -w --format=custom\n")
                .doesNotContain("cret");
        assertThat(secretsLeft()).as("for the way back").isEqualTo(1);

        host.undo(step);
        host.undo(step);
        assertThat(tools.noted("told").substring(told.length()))
                .startsWith("begin;\ndo $ns$")
                .contains("extname not in ('plpgsql', 'plpgsql')")
                .endsWith("BEGIN;\n-- the old one, whole\nCOMMIT;\n")
                .containsOnlyOnce("the old one");
        assertThat(secretsLeft()).isZero();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatFailsInMariaDbIsTakenBackAtOnce(String shell) throws IOException {
        Host host = tools.host(shell, home);
        tools.put("tables", "3\n");
        tools.put("dump", "-- the old one\n-- Dump completed\n");
        Files.writeString(dump, "create table t;\ninsert into nowhere;\n-- Dump completed on today\n");
        PreparedStep step = host.prepare(restore(Engine.MARIADB, Existing.REPLACE));

        assertThat(failed(host.apply(step)).message()).isEqualTo("ERROR: there is no nowhere");

        String empty =
                "drop database if exists `shop's`; create database `shop's` character set utf8mb4 collate utf8mb4_bin\n";
        assertThat(tools.noted("told"))
                .endsWith(empty + "create table t;\ninsert into nowhere;\n-- Dump completed on today\n" + empty
                        + "-- the old one\n-- Dump completed\n");
        assertThat(secretsLeft()).isZero();
        String before = tools.noted("told");
        host.undo(step);
        assertThat(tools.noted("told")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatCannotBeLoadedIsNotBegun(String shell) throws IOException {
        Host host = tools.host(shell, home);
        tools.put("tables", "3\n");
        assertThat(refused(host.apply(restore(Engine.POSTGRESQL, Existing.REFUSE))))
                .isEqualTo("the database shop's is not empty: it holds 3 tables, views and the like;"
                        + " `existing: replace` lets them go");
        tools.put("size", "9000000000000000\n");
        assertThat(refused(host.apply(restore(Engine.MARIADB, Existing.REPLACE))))
                .contains("its way back needs that much; free some, or say `check_room: no`");
        tools.put("size", "1\n");
        Files.writeString(dump, "create table t;\n");
        assertThat(failed(host.apply(restore(Engine.MARIADB, Existing.REPLACE))).message())
                .isEqualTo("the dump is not whole: its end is not there");
        Files.writeString(dump, "USE `other`;\n" + DUMP);
        assertThat(failed(host.apply(restore(Engine.MARIADB, Existing.REPLACE))).message())
                .isEqualTo("the dump says itself where it goes (USE `other`;); make one of a single database,"
                        + " without --databases or --create");
        Files.writeString(dump, "PGDMP and more");
        assertThat(refused(host.apply(restore(Engine.MARIADB, Existing.REPLACE))))
                .isEqualTo(dump + " is a dump of PostgreSQL in pg_dump's own form");
        Files.writeString(dump, DUMP);
        tools.put("broken", "");
        assertThat(failed(host.apply(restore(Engine.MARIADB, Existing.REPLACE))).message())
                .as("no way back, no change")
                .isEqualTo("the server has gone away");
        assertThat(tools.noted("told")).doesNotContain("drop database", "begin;");
        assertThat(secretsLeft()).isZero();
    }

    /** How many files of the host hold the password. */
    private long secretsLeft() throws IOException {
        long found = 0;
        try (Stream<Path> files = Files.walk(home.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found += Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains("cret")
                        ? 1
                        : 0;
            }
        }
        return found;
    }
}
