package io.nightshift.core.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/**
 * One undo script, run by Flyway as if it were a migration, so that it is split into statements as its counterpart was. The version's row
 * leaves the history in the same transaction, where the database has one; the run's own history is a table that goes at once.
 */
final class UndoRun {
    private static final String SCRATCH = "nightshift_undo_history";

    private final SchemaOrder order;
    private final MigrationVersion version;
    private final Path script;

    UndoRun(SchemaOrder order, MigrationVersion version, Path script) {
        this.order = order;
        this.version = version;
        this.script = script;
    }

    void run() throws SQLException {
        try {
            Path folder = Files.createTempDirectory("nightshift-undo");
            Path copy = folder.resolve("V1__" + script.getFileName());
            try {
                Flyway flyway = SchemaMigrations.connected(order)
                        .locations("filesystem:" + folder)
                        .table(SCRATCH)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load();
                try (Connection connection =
                        flyway.getConfiguration().getDataSource().getConnection()) {
                    drop(connection, SCRATCH);
                    String quote = connection.getMetaData().getIdentifierQuoteString();
                    Files.writeString(
                            copy,
                            Files.readString(script, StandardCharsets.UTF_8) + "\n;\ndelete from "
                                    + quoted(SchemaMigrations.HISTORY, quote) + " where " + quoted("version", quote)
                                    + " = '" + version.getVersion() + "';\n");
                    try {
                        flyway.migrate();
                    } finally {
                        drop(connection, SCRATCH);
                    }
                }
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new SchemaFailure(script.getFileName() + " could not be read: " + e.getMessage() + ".");
        }
    }

    static void drop(Connection connection, String table) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + quoted(table, quote));
        }
    }

    private static String quoted(String name, String quote) {
        return quote.isBlank() ? name : quote + name + quote;
    }
}
