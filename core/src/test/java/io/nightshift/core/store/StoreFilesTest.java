package io.nightshift.core.store;

import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aHost;
import static io.nightshift.core.store.Records.aRun;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.RunStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder, its key, and what someone sees who has only one of the two. */
final class StoreFilesTest {
    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("state");
    }

    private RunStore open() {
        return Stores.openShared(folder, Map.of());
    }

    private ThrowingCallable opening() {
        return () -> open().close();
    }

    @Test
    void theStandardFolderFollowsTheRulesOfTheSystem() {
        assertThat(StoreFolder.standard(Map.of(), "/home/t", false))
                .isEqualTo(Path.of("/home/t/.local/state/nightshift-controller"));
        assertThat(StoreFolder.standard(Map.of("XDG_STATE_HOME", "/s"), "/home/t", false))
                .isEqualTo(Path.of("/s/nightshift-controller"));
        assertThat(StoreFolder.standard(Map.of(), "/root", true)).isEqualTo(Path.of("/var/lib/nightshift-controller"));
        assertThat(StoreFolder.standard(Map.of("NIGHTSHIFT_STATE", "/mine"), "/root", true))
                .isEqualTo(Path.of("/mine"));
    }

    @Test
    void aFolderOpenToOthersIsRefusedWithTheCommandThatClosesIt() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

        assertThatThrownBy(opening())
                .isInstanceOf(StoreException.class)
                .hasMessage("Other users may open " + folder
                        + " (rwxr-x---), and the store would no longer be private. Type: chmod 700 " + folder);
    }

    @Test
    void aKeyOpenToOthersIsRefusedWithTheCommandThatClosesIt() throws IOException {
        open().close();
        Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(opening()).hasMessageEndingWith("Type: chmod 600 " + folder.resolve("key"));
    }

    @Test
    void aLostKeyIsNotReplacedByANewOne() throws IOException {
        open().close();
        Files.delete(folder.resolve("key"));

        assertThatThrownBy(opening()).hasMessageStartingWith("The store in " + folder + " has lost its key");
        assertThat(folder.resolve("key")).doesNotExist();
    }

    @Test
    void theKeyOfAnotherStoreIsRecognised() throws IOException {
        open().close();
        Path other = parent.resolve("other");
        Stores.openShared(other, Map.of()).close();
        Files.copy(other.resolve("key"), folder.resolve("key"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(opening()).hasMessageStartingWith("The key does not fit the store at ");
    }

    @Test
    void aBrokenKeyIsExplainedWithoutQuotingIt() throws IOException {
        open().close();
        Files.writeString(folder.resolve("key"), "not a key!");
        assertThatThrownBy(opening()).hasMessageContaining("is not base64").hasMessageNotContaining("not a key!");

        Files.writeString(folder.resolve("key"), "c2hvcnQ=");
        assertThatThrownBy(opening()).hasMessageContaining("has 5 bytes where 32 are needed");
    }

    @Test
    void aCredentialOfTheSystemTakesTheKeyFilesPlace() throws IOException {
        Path credentials = Files.createDirectory(parent.resolve("credentials"));
        Files.writeString(credentials.resolve("nightshift-key"), "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
        try (RunStore store = Stores.openShared(folder, environment)) {
            store.begin(aRun("r1"), Map.of(), List.of());
        }

        assertThat(folder.resolve("key")).doesNotExist();
        assertThatThrownBy(opening()).hasMessageContaining("has lost its key");
        try (RunStore store = Stores.openShared(folder, environment)) {
            assertThat(store.run("r1")).isPresent();
        }
    }

    @Test
    void whatIsSecretCannotBeReadFromTheFile() throws IOException {
        try (RunStore store = open()) {
            store.begin(aRun("r1"), Map.of("site.yml", "text-in-clear"), List.of(aHost("web1")));
            store.intend(aStep("r1", "web1", 1), aHold("r1"));
            store.note("r1", "web1", "fact:x", "note-in-clear");
        }
        String file = Files.readString(folder.resolve("nightshift.mv.db"), StandardCharsets.ISO_8859_1);

        assertThat(file)
                .contains("web1")
                .doesNotContain("text-in-clear", "note-in-clear", "/etc/motd", "greeting", "10.0.0.7");
    }

    @Test
    void aDamagedFileIsExplained() throws IOException {
        open().close();
        Files.write(folder.resolve("nightshift.mv.db"), new byte[9000]);

        assertThatThrownBy(opening())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The store's file in " + folder);
    }

    @Test
    void aFileThatAnotherProgramHasOpenIsNamedAndCanBeOpenedAfterwards() throws SQLException {
        open().close();
        String url = "jdbc:h2:" + folder.resolve("nightshift");
        try (Connection other = DriverManager.getConnection(url, "nightshift", "");
                Statement statement = other.createStatement()) {
            assertThatThrownBy(opening())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("Another program has the store's file in " + folder + " open.");
            statement.execute("SHUTDOWN");
        }
        open().close();
    }
}
