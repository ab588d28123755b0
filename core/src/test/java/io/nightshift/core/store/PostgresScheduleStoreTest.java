package io.nightshift.core.store;

import io.nightshift.core.schedule.ScheduleStore;
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
import org.junit.jupiter.api.io.TempDir;

/** The contract of schedules on PostgreSQL; skipped where Debian's package `postgresql` is not installed. */
final class PostgresScheduleStoreTest extends ScheduleStoreContract {
    private static PostgresServer server;

    @TempDir
    Path folder;

    private Store store;

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
            statement.execute("truncate store_facts, schedules, firings, run_leases");
        }
    }

    @Override
    ScheduleStore store() {
        return store;
    }
}
