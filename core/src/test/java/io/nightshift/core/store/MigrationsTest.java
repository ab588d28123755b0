package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {
    @TempDir
    Path parent;

    private EmbeddedDatabase open(String name) {
        return EmbeddedDatabase.open(
                Room.in(StoreFolder.prepare(parent.resolve(name)), Map.of()),
                EmbeddedDatabase.Medium.DISK,
                database -> {});
    }

    @Test
    void aStoreMadeInOneGoIsWhatFlywayWouldHaveMade() throws SQLException {
        try (EmbeddedDatabase quick = open("quick");
                EmbeddedDatabase slow = open("slow")) {
            Migrations.bringUpToDate(quick);
            FlywayMigrations.flyway(slow).migrate();

            assertThat(script(quick)).isEqualTo(script(slow));
            assertThat(history(quick)).isEqualTo(history(slow));
            FlywayMigrations.flyway(quick).validate();
            assertThat(FlywayMigrations.flyway(quick).info().pending()).isEmpty();
            assertThat(FlywayMigrations.flyway(quick)
                            .info()
                            .current()
                            .getVersion()
                            .getVersion())
                    .isEqualTo("" + Migrations.VERSION);
        }
    }

    @Test
    void aStoreWhoseMakingWasKilledIsMadeAnew() throws SQLException {
        try (EmbeddedDatabase database = open("state")) {
            run(database, "create table runs (id varchar)");
            Migrations.bringUpToDate(database);

            assertThat(history(database)).hasSize(1 + Migrations.VERSION);
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefusedNamingBoth() throws SQLException {
        try (EmbeddedDatabase database = open("state")) {
            Migrations.bringUpToDate(database);
            run(
                    database,
                    "insert into \"flyway_schema_history\""
                            + " values (9, '7', 'later', 'SQL', 'V7__later.sql', 1, 'x', default, 0, true)");

            assertThatThrownBy(() -> Migrations.bringUpToDate(database))
                    .hasMessage("The store at " + database.place()
                            + " has version 7, but this Nightshift knows versions up to " + Migrations.VERSION + "."
                            + " Use the newer Nightshift that wrote it.");
        }
    }

    private static void run(Database database, String sql) throws SQLException {
        try (Connection connection = database.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The tables as SQL, without the salted password of the database's user and names that count up. */
    private static List<String> script(Database database) throws SQLException {
        try (Connection connection = database.connections().getConnection()) {
            return Sql.query(connection, "script nodata nosettings", row -> row.getString(1)).stream()
                    .filter(line -> !line.startsWith("CREATE USER"))
                    .map(line -> line.replaceAll("CONSTRAINT_\\w+", "CONSTRAINT"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> history(Database database) throws SQLException {
        try (Connection connection = database.connections().getConnection()) {
            return Sql.query(
                    connection,
                    "select * from \"flyway_schema_history\" order by \"installed_rank\"",
                    row -> row.getString("installed_rank") + "|" + row.getString("version") + "|"
                            + row.getString("description") + "|" + row.getString("type") + "|"
                            + row.getString("script") + "|" + row.getString("checksum") + "|"
                            + row.getString("installed_by") + "|" + row.getString("success"));
        }
    }
}
