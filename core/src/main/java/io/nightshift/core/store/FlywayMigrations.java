package io.nightshift.core.store;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Applies the scripts that a database lacks; apart from {@link Migrations} so that Flyway is loaded only when there is work for it. */
final class FlywayMigrations {
    private FlywayMigrations() {}

    static Flyway flyway(Database database) {
        return Flyway.configure()
                .dataSource(database.connections())
                .locations("classpath:io/nightshift/core/store/migrations")
                .placeholders(Map.of("sealed", database.sealedType()))
                .load();
    }

    static void migrate(Database database) {
        try {
            flyway(database).migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "The tables of the store at " + database.place() + " cannot be brought to version "
                            + Migrations.VERSION + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
