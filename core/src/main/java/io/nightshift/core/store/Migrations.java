package io.nightshift.core.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Brings a database to the version this program knows. Flyway does it wherever there is something to migrate; but it takes a second
 * to load, so a current database is recognised without it, and a new embedded one is made from the same script with the same entries
 * in Flyway's history.
 */
final class Migrations {
    /** In the order of their numbers, which count from 1. */
    private static final List<String> SCRIPTS = List.of(
            "V1__runs_and_journal.sql",
            "V2__epochs.sql",
            "V3__rollouts.sql",
            "V4__schedules.sql",
            "V5__shared_hosts.sql");

    /** The newest script's number. */
    static final int VERSION = SCRIPTS.size();

    private Migrations() {}

    static void bringUpToDate(Database database) {
        try (Connection connection = database.connections().getConnection()) {
            int version = version(connection);
            if (version > VERSION) {
                throw new StoreException("The store at " + database.place() + " has version " + version
                        + ", but this Nightshift knows versions up to " + VERSION
                        + ". Use the newer Nightshift that wrote it.");
            }
            if (version == 0 && database instanceof EmbeddedDatabase) {
                createAll(connection, database);
                return;
            }
            if (version == VERSION) {
                return;
            }
        } catch (SQLException e) {
            throw new StoreException(
                    "The tables of the store at " + database.place() + " cannot be prepared (SQL state "
                            + e.getSQLState() + ").",
                    e);
        }
        FlywayMigrations.migrate(database);
    }

    /** The newest script applied, 0 for an empty database. */
    private static int version(Connection connection) throws SQLException {
        List<String> history = Sql.query(
                connection,
                "select table_name from information_schema.tables where table_name = 'flyway_schema_history'",
                row -> row.getString(1));
        if (history.isEmpty()) {
            return 0;
        }
        return Sql.query(
                        connection,
                        "select \"version\" from \"flyway_schema_history\" where \"success\" and \"version\" is not null",
                        row -> (int) Double.parseDouble(Sql.text(row, "version")))
                .stream()
                .max(Integer::compare)
                .orElse(0);
    }

    private static void createAll(Connection connection, Database database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Without a history row the last attempt was killed half-way; DDL in H2 commits statement by statement.
            statement.execute("drop all objects");
            for (String name : SCRIPTS) {
                statement.execute(script(name).replace("${sealed}", database.sealedType()));
            }
            statement.execute("""
                    create table "flyway_schema_history" (
                        "installed_rank" int not null, "version" varchar(50), "description" varchar(200) not null,
                        "type" varchar(20) not null, "script" varchar(1000) not null, "checksum" int,
                        "installed_by" varchar(100) not null,
                        "installed_on" timestamp default current_timestamp not null,
                        "execution_time" int not null, "success" boolean not null,
                        constraint "flyway_schema_history_pk" primary key ("installed_rank"));
                    create index "flyway_schema_history_s_idx" on "flyway_schema_history" ("success")""");
        }
        String insert =
                "insert into \"flyway_schema_history\" values (?, ?, ?, ?, ?, ?, current_user, default, 0, true)";
        Sql.update(connection, insert, -1, null, "<< Flyway Schema History table created >>", "TABLE", "", null);
        for (int i = 0; i < SCRIPTS.size(); i++) {
            String name = SCRIPTS.get(i);
            String title = name.substring(name.indexOf("__") + 2, name.length() - ".sql".length());
            int number = i + 1;
            Sql.update(
                    connection,
                    insert,
                    number,
                    "" + number,
                    title.replace('_', ' '),
                    "SQL",
                    name,
                    checksum(script(name)));
        }
        database.sync(connection);
    }

    private static String script(String name) {
        try (InputStream script = Migrations.class.getResourceAsStream("migrations/" + name)) {
            if (script == null) {
                throw new StoreException("This Nightshift lacks its file " + name + "; install it again.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("This Nightshift's file " + name + " cannot be read: " + e, e);
        }
    }

    /** What Flyway would compute: CRC-32 over the lines without their ends. */
    private static int checksum(String script) {
        CRC32 crc = new CRC32();
        new BufferedReader(new StringReader(script))
                .lines()
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
