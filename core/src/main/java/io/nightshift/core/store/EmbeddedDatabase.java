package io.nightshift.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.mvstore.MVStoreException;

/**
 * H2 inside this process, one file in the store's folder. Opened over asynchronous file channels, because interrupting a thread
 * closes the ordinary ones and with them the database; with its default settings a killed process loses acknowledged commits. H2
 * only ever appends: it would write over commits that the last synced one still needs after a power cut. So the file grows, and is
 * copied to a small one now and then.
 */
final class EmbeddedDatabase implements Database {
    private static final String ENDING = ".mv.db";
    private static final int READERS = 64;
    private static final Duration WAIT_FOR_READER = Duration.ofSeconds(60);

    private final Path file;
    private final Room room;
    private final Medium medium;
    /** Held for reading while the database is in use, for writing while the file is changed for another. */
    private final ReentrantReadWriteLock swap = new ReentrantReadWriteLock(true);

    private volatile Opened opened;
    private long sizeWhenSmall;

    private EmbeddedDatabase(Path file, Room room, Medium medium) throws SQLException {
        this.file = file;
        this.room = room;
        this.medium = medium;
        this.opened = Opened.of(url(medium.scheme(), file) + medium.settings());
        this.sizeWhenSmall = file.toFile().length();
    }

    /**
     * What the file lies on.
     *
     * @param scheme H2's name of the way to the file, such as {@code async:}
     * @param settings further settings of H2, such as {@code ;CACHE_SIZE=1024}
     * @param worthCompacting the size in bytes from which a smaller file is worth more than closing at once
     * @param worthTidying growth in bytes, beside four times what is live, after which the file is made smaller in mid-run
     */
    record Medium(String scheme, String settings, long worthCompacting, long worthTidying) {
        static final Medium DISK = new Medium(StampedFilePath.over("async:"), "", 8L << 20, 64L << 20);
    }

    /**
     * The database while it is open.
     *
     * @param anchor stays open as long as H2 has not closed the database by itself, as it does when a write fails
     */
    private record Opened(JdbcConnectionPool pool, Connection anchor) {
        static Opened of(String url) throws SQLException {
            JdbcConnectionPool pool = JdbcConnectionPool.create(url, "nightshift", "");
            pool.setMaxConnections(READERS);
            pool.setLoginTimeout((int) WAIT_FOR_READER.toSeconds());
            return new Opened(pool, pool.getConnection()); // the first connection opens the file
        }

        /** H2 would open a database that has closed itself again, without its file being mended. */
        void requireAlive() throws SQLException {
            if (anchor.isClosed()) {
                throw new SQLException("the database closed itself after an error", "08003");
            }
        }

        /** One that has closed itself must not be opened again only to be closed: it might call an older state its last. */
        void close() throws SQLException {
            try {
                requireAlive();
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    requireAlive();
                    statement.execute("SHUTDOWN");
                }
            } finally {
                pool.dispose();
            }
        }
    }

    static boolean existsIn(Path folder) {
        return Files.exists(file(folder));
    }

    /**
     * Opens the database in a folder that this process has locked, or makes it.
     *
     * @param furnishing makes the tables of a new one; it gets its name only when they are there
     */
    static EmbeddedDatabase open(Room room, Medium medium, Consumer<EmbeddedDatabase> furnishing) {
        Path folder = room.folder();
        if (folder.toString().indexOf(';') >= 0) {
            throw new StoreException("The store's folder may not have a semicolon in its path: " + folder);
        }
        Path file = file(folder);
        StoreFile stored = new StoreFile(medium.scheme(), file);
        try {
            if (!Files.exists(file)) {
                stored.make(aside -> make(new EmbeddedDatabase(aside, room, medium), furnishing));
            }
            KilledFile.mend(medium.scheme() + file);
            stored.compactIfOld();
            return new EmbeddedDatabase(file, room, medium);
        } catch (SQLException | MVStoreException | IOException e) {
            throw OpeningFailures.of(e, room, file);
        }
    }

    private static void make(EmbeddedDatabase fresh, Consumer<EmbeddedDatabase> furnishing) throws SQLException {
        try (fresh) {
            fresh.use(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SET MAX_LENGTH_INPLACE_LOB 8192");
                }
            });
            furnishing.accept(fresh);
        }
    }

    /** H2's address of a file; it adds the ending by itself. */
    private static String url(String scheme, Path file) {
        String name = file.toString();
        return "jdbc:h2:" + scheme + name.substring(0, name.length() - ENDING.length())
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0"
                + ";QUERY_CACHE_SIZE=32;LOCK_TIMEOUT=20000;MAX_COMPACT_TIME=0;RETENTION_TIME=" + Integer.MAX_VALUE;
    }

    private static Path file(Path folder) {
        return folder.resolve("nightshift" + ENDING);
    }

    @Override
    public DataSource connections() {
        return opened.pool();
    }

    @Override
    public <T> T use(Work<T> work) throws SQLException {
        swap.readLock().lock();
        try {
            Opened now = opened;
            now.requireAlive();
            try (Connection connection = now.pool().getConnection()) {
                now.requireAlive();
                return work.with(connection);
            }
        } finally {
            swap.readLock().unlock();
        }
    }

    @Override
    public void sync(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public void tidy() {
        if (file.toFile().length() <= medium.worthTidying() + 5 * sizeWhenSmall) {
            return;
        }
        swap.writeLock().lock();
        try {
            opened.requireAlive();
            opened.close();
            new StoreFile(medium.scheme(), file).compact();
            opened = Opened.of(url(medium.scheme(), file) + medium.settings());
        } catch (SQLException e) {
            throw new UnavailableException(trouble(e), e);
        } finally {
            sizeWhenSmall = file.toFile().length();
            swap.writeLock().unlock();
        }
    }

    @Override
    public String trouble(Throwable cause) {
        return OpeningFailures.trouble(cause, room, file);
    }

    @Override
    public Optional<String> shortage() {
        return room.shortage();
    }

    @Override
    public String sealedType() {
        return "blob";
    }

    @Override
    public String place() {
        return file.toString();
    }

    /** Closes; a large file is copied to a smaller one (a commit each step leaves many dead pages: 500 MB shrink to 3). */
    @Override
    public void close() {
        try {
            opened.close();
        } catch (SQLException e) {
            throw new StoreException("The store's file " + file + " was not closed cleanly; nothing saved is lost.", e);
        }
        if (file.toFile().length() > medium.worthCompacting()) {
            new StoreFile(medium.scheme(), file).compact();
        }
    }
}
