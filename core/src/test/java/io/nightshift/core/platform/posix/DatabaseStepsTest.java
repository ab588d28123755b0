package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static io.nightshift.core.platform.posix.Answers.failed;
import static io.nightshift.core.platform.posix.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.Ticket;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.DatabaseChange.DumpDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Form;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps by pretended tools, on every shell of this machine. */
class DatabaseStepsTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";
    private static final String PASSWORD = "it's \"se:cret\\";

    @TempDir
    Path home;

    private FakeDatabaseTools tools;
    private Path dest;

    @BeforeEach
    void tools() throws IOException {
        tools = new FakeDatabaseTools(home);
        dest = Files.createDirectory(home.resolve("dumps")).resolve("shop's.dump");
    }

    private DumpDatabase dump(Engine engine, Form form, boolean zipped) {
        Login login = new Login(engine, "shop's", "ann", PASSWORD, null, null, null);
        return new DumpDatabase(
                login,
                dest.toString(),
                form,
                Part.ALL,
                List.of(),
                List.of("logs"),
                true,
                zipped,
                true,
                new Attributes(null, null, 0640));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aDumpComesAndGoesAndLeavesNoPassword(String shell) throws IOException {
        Host host = tools.host(shell, home);
        PreparedStep step = host.prepare(dump(Engine.POSTGRESQL, Form.PLAIN, false));

        assertThat(done(host.apply(step)).stdout().strip()).isEqualTo(String.valueOf(Files.size(dest)));

        assertThat(dest).content().startsWith("create table t;");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)))
                .isEqualTo("rw-r-----");
        assertThat(tools.noted("calls"))
                .contains("pg_dump -w --strict-names --format=plain --exclude-table=logs\n")
                .doesNotContain("cret");
        assertThat(tools.noted("passwords")).startsWith("600\n*:*:*:*:it's \"se\\:cret\\\\\n");
        nothingHolds("cret");

        host.undo(step);
        host.undo(step);
        assertThat(dest).doesNotExist();
        assertThat(dest.getParent()).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void theOldDumpComesBackAsItWas(String shell) throws IOException {
        Host host = tools.host(shell, home);
        Files.writeString(dest, "the old one");
        Files.setPosixFilePermissions(dest, PosixFilePermissions.fromString("rw-rw-r--"));
        PreparedStep never = host.prepare(dump(Engine.MARIADB, Form.PLAIN, true));
        PreparedStep step = host.prepare(dump(Engine.MARIADB, Form.PLAIN, true));
        host.undo(never);

        done(host.apply(step));

        try (InputStream in = new GZIPInputStream(Files.newInputStream(dest))) {
            assertThat(new String(in.readAllBytes())).startsWith("create table t;");
        }
        assertThat(tools.noted("calls"))
                .contains("--single-transaction", "--ignore-table=shop's.logs -- shop's\n")
                .doesNotContain("cret");
        assertThat(tools.noted("passwords")).startsWith("[client]\nuser=\"ann\"\npassword=\"it's \\\"se:cret\\\\\"\n");
        nothingHolds("cret");
        host.undo(step);
        host.undo(step);
        assertThat(dest).hasContent("the old one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)))
                .isEqualTo("rw-rw-r--");
        assertThat(dest.getParent().toFile().list()).containsExactly("shop's.dump");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatIsNotWholeDoesNotTakeThePlaceOfTheOldDump(String shell) throws IOException {
        Host host = tools.host(shell, home);
        Files.writeString(dest, "the old one");
        tools.put("broken", "");
        for (boolean zipped : List.of(false, true)) {
            assertThat(failed(host.apply(dump(Engine.MARIADB, Form.PLAIN, zipped)))
                            .message())
                    .isEqualTo("the server has gone away");
        }
        Files.delete(home.resolve("tools/broken"));
        tools.put("dump", "create table");
        for (Form form : Form.values()) {
            assertThat(failed(host.apply(dump(Engine.POSTGRESQL, form, false))).message())
                    .isEqualTo("the dump is not whole: its end is not there");
        }
        assertThat(dest).hasContent("the old one");
        assertThat(dest.getParent().toFile().list()).containsExactly("shop's.dump");
        nothingHolds("cret");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void nothingIsBegunWithoutRoomAPasswordOrTheTools(String shell) throws IOException {
        Host host = tools.host(shell, home);
        tools.put("size", "9000000000000000\n");
        Ticket ticket = host.ticket();
        assertThat(refused(host.apply(host.prepare(ticket, dump(Engine.POSTGRESQL, Form.CUSTOM, false)))))
                .matches("the database shop's is 8789062500001 KiB large, and only \\d+ KiB are free in .*/dumps/; "
                        + "free some, or say `check_room: no`");
        assertThat(Path.of(ticket.directory())).doesNotExist();
        tools.put("refuse", "FATAL:  password authentication failed for user \"ann\"\n");
        assertThat(refused(host.apply(dump(Engine.MARIADB, Form.PLAIN, false))))
                .isEqualTo("FATAL:  password authentication failed for user \"ann\"");
        DumpDatabase lite = new DumpDatabase(
                new Login(Engine.SQLITE, home + "/none.db", null, null, null, null, null),
                dest.toString(),
                Form.CUSTOM,
                Part.ALL,
                List.of(),
                List.of(),
                true,
                false,
                true,
                Attributes.KEEP);
        assertThat(refused(host.apply(lite)))
                .isIn(
                        "there is no file " + home + "/none.db",
                        "there is no program sqlite3 on this host (Debian: sqlite3)");
        assertThat(dest.getParent()).isEmptyDirectory();
    }

    private void nothingHolds(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("tools")))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }
}
