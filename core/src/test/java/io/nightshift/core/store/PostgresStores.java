package io.nightshift.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store on PostgreSQL for each test of a class, empty at its start; skips the class where Debian's package is not installed. */
final class PostgresStores implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private PostgresServer server;
    private Path folder;
    private Store store;

    Store store() {
        return store;
    }

    String url() {
        return server.url();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        if (programs.isEmpty()) {
            System.out.println("Skipped: the store on PostgreSQL, because the package postgresql is not installed.");
        }
        Assumptions.assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        server = PostgresServer.start(programs.get());
        folder = Files.createTempDirectory("nightshift-postgres");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store = Stores.openPostgres(StoreFolder.prepare(folder.resolve("state")), server.url(), Map.of());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        store.close();
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>(Sql.query(
                    connection,
                    "select table_name from information_schema.tables where table_schema = 'public' and table_type ="
                            + " 'BASE TABLE' and table_name not like 'qrtz%' and table_name not like 'flyway%'",
                    row -> Sql.text(row, "table_name")));
            statement.execute("truncate " + String.join(", ", tables) + " cascade");
        }
    }
}
