package io.nightshift.core.store;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Applies the scripts that a database lacks; apart from {@link Migrations} so that Flyway is loaded only when there is work for it. */
final class FlywayMigrations {
    private static final String SCRIPTS = "classpath:io/nightshift/core/store/migrations";

    private FlywayMigrations() {}

    static Flyway flyway(Database database) {
        return Flyway.configure()
                .dataSource(database.connections())
                .locations(
                        database instanceof PostgresDatabase
                                ? new String[] {SCRIPTS, SCRIPTS + "-of-postgresql"}
                                : new String[] {SCRIPTS})
                // It waits in a transaction while others work; its connections are not used again.
                .initSql(database instanceof PostgresDatabase ? "set idle_in_transaction_session_timeout = 0" : null)
                .placeholders(Map.of("sealed", database.sealedType()))
                .load();
    }

    static void migrate(Database database) {
        try {
            flyway(database).migrate();
            if (database instanceof PostgresDatabase server) {
                server.renewConnections();
            }
        } catch (FlywayException e) {
            throw new StoreException(
                    "The tables of the store at " + database.place() + " cannot be brought to version "
                            + Migrations.VERSION + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
