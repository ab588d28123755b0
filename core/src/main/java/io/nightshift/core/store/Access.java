package io.nightshift.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** The way to a database that all tables share: reads in a few threads, writes in one. */
final class Access implements AutoCloseable {
    private final Database database;
    final GroupWriter writer;
    private final ExecutorService readers = Patience.threads("store-reader", 16);

    Access(Database database) {
        this.database = database;
        this.writer = new GroupWriter(database);
    }

    /** Something to be read. */
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Reads in a thread of the store's own: an interrupt of the caller's would break the connection it meets. */
    <T> T read(Reading<T> reading) {
        return Patience.calmly(readers, () -> {
            try {
                return database.use(reading::from);
            } catch (SQLException | RuntimeException e) {
                throw Failures.of(e, database, "cannot be read");
            }
        });
    }

    Optional<String> shortage() {
        return database.shortage();
    }

    /** Saves what is under way, then closes the database. */
    @Override
    public void close() {
        writer.close();
        readers.shutdown();
        Patience.calmly("store-closing", () -> {
            database.close();
            return true;
        });
    }
}
