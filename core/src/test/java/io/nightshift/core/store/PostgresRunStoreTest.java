package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on PostgreSQL; skipped where Debian's package `postgresql` is not installed. */
final class PostgresRunStoreTest extends RunStoreContract {
    private static PostgresServer server;

    @TempDir
    Path folder;

    private RunStore store;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        Optional<Path> programs = PostgresServer.programs();
        if (programs.isEmpty()) {
            System.out.println("Skipped: the store on PostgreSQL, because the package postgresql is not installed.");
        }
        Assumptions.assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        server = PostgresServer.start(programs.get());
    }

    @AfterAll
    static void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        store = Stores.openPostgres(StoreFolder.prepare(folder.resolve("state")), server.url(), Map.of());
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("truncate store_facts, runs, host_times cascade");
        }
    }

    @Override
    RunStore store() {
        return store;
    }

    @Test
    void aControllerWithAnotherKeyIsRefused() {
        Path other = StoreFolder.prepare(folder.resolve("other"));

        assertThatThrownBy(() -> Stores.openPostgres(other, server.url(), Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The key does not fit the store at jdbc:postgresql://127.0.0.1:")
                .hasMessageContaining("copy it from the first");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        assertThatThrownBy(() -> Stores.openPostgres(
                        StoreFolder.prepare(folder.resolve("state")),
                        "jdbc:postgresql://127.0.0.1:1/nightshift?user=n&password=hunter2&connectTimeout=1",
                        Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The database at jdbc:postgresql://127.0.0.1:1/nightshift cannot be used")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
