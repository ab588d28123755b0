package io.nightshift.core.sql;

import io.nightshift.core.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL and a MariaDB of our own. */
record ServerPair(PostgresServer postgresServer, MariaDbServer mariaServer) implements AutoCloseable {
    static final String PASSWORD = "s3cret-of-postgres";

    static ServerPair start() throws IOException, InterruptedException {
        Path programs = PostgresServer.programs().orElse(null);
        Assumptions.assumeTrue(
                programs != null && MariaDbServer.isInstalled(), "PostgreSQL and MariaDB are not both installed");
        if (programs == null) {
            throw new IOException("PostgreSQL is not installed");
        }
        return new ServerPair(PostgresServer.start(programs, PASSWORD), MariaDbServer.start());
    }

    Database postgres(String schema) throws SQLException {
        Database database = new Database(
                postgresServer.address() + "?currentSchema=" + schema, "nightshift", Password.of(PASSWORD));
        TypedSql.sql(
                new Database(postgresServer.address(), "nightshift", Password.of(PASSWORD)),
                "create schema if not exists " + schema);
        return database;
    }

    Database maria() {
        return mariaServer.database("housing");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (mariaServer) {
            postgresServer.close();
        }
    }
}
