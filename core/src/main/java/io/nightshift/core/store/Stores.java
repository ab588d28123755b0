package io.nightshift.core.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.sql.DataSource;

/** Opens the store. */
public final class Stores {
    private Stores() {}

    /**
     * The folder to use when none is named: {@code $NIGHTSHIFT_STATE}, else for root {@code /var/lib/nightshift-controller}, for
     * others {@code nightshift-controller} under {@code $XDG_STATE_HOME} or {@code ~/.local/state}.
     */
    public static Path standardFolder() {
        return StoreFolder.standard(
                System.getenv(),
                System.getProperty("user.home"),
                System.getProperty("user.name").equals("root"));
    }

    /**
     * Opens the embedded store in a folder, and makes both if they are missing. The first process to do so holds the database and
     * answers the others on a socket; when it ends, one of the others takes its place. Callers notice nothing of this.
     *
     * @throws StoreException if the folder, the key or the file cannot be used; the message says what to do
     */
    public static Store open(Path folder) {
        return openShared(folder, System.getenv());
    }

    /**
     * Opens a store in PostgreSQL.
     *
     * @param folder holds the key; every controller of the same database needs the same key
     * @param url such as {@code jdbc:postgresql://db.example.org/nightshift?user=nightshift}; the password belongs into
     *     {@code ~/.pgpass}
     */
    public static Store openPostgres(Path folder, String url) {
        return Patience.calmly("store-opening", () -> openPostgres(StoreFolder.prepare(folder), url, System.getenv()));
    }

    /** A few connections to the same database for the scheduler beside the store, closed by whoever asked for them. */
    public static Connections connectionsTo(String url) {
        PostgresDatabase database = PostgresDatabase.open(url, 4);
        return new Connections(database.connections(), database::close);
    }

    /** Connections, and what closes them. */
    public record Connections(DataSource source, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    static Store openPostgres(Path folder, String url, Map<String, String> environment) {
        SecureRandom random = new SecureRandom();
        return on(PostgresDatabase.open(url), new Sealer(StoreKey.of(folder, environment, true, random), random))
                .asStore();
    }

    static Store openShared(Path folder, Map<String, String> environment) {
        return SharedStore.open(() -> Patience.calmly(
                "store-opening", () -> Ownership.takeOrConnect(StoreFolder.prepare(folder), environment)));
    }

    static JdbcStore openEmbedded(Path folder, Map<String, String> environment) {
        return openEmbedded(folder, environment, EmbeddedDatabase.Medium.DISK);
    }

    static JdbcStore openEmbedded(Path folder, Map<String, String> environment, EmbeddedDatabase.Medium medium) {
        SecureRandom random = new SecureRandom();
        SecretKey key = StoreKey.of(folder, environment, !EmbeddedDatabase.existsIn(folder), random);
        Sealer sealer = new Sealer(key, random);
        return on(
                EmbeddedDatabase.open(Room.in(folder, environment), medium, database -> furnish(database, sealer)),
                sealer);
    }

    private static JdbcStore on(Database database, Sealer sealer) {
        try {
            furnish(database, sealer);
            return new JdbcStore(database, sealer);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void furnish(Database database, Sealer sealer) {
        Migrations.bringUpToDate(database);
        KeyCheck.check(database, sealer);
    }
}
