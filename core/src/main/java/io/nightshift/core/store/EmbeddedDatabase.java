package io.nightshift.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * H2 inside this process, one file in the store's folder. Opened over asynchronous file channels, because interrupting a thread
 * closes the ordinary ones and with them the database; with its default settings a killed process loses acknowledged commits.
 */
final class EmbeddedDatabase implements Database {
    private static final String ENDING = ".mv.db";
    private static final int READERS = 64;

    private static final Duration WAIT_FOR_READER = Duration.ofSeconds(60);

    private final Path file;
    private final Medium medium;
    private final JdbcConnectionPool pool;

    private EmbeddedDatabase(Path file, Medium medium, JdbcConnectionPool pool) {
        this.file = file;
        this.medium = medium;
        this.pool = pool;
    }

    /**
     * What the file lies on.
     *
     * @param scheme H2's name of the way to the file, such as {@code async:}
     * @param settings further settings of H2, such as {@code ;RETENTION_TIME=0}
     * @param worthCompacting the size in bytes from which a smaller file is worth more than closing at once
     */
    record Medium(String scheme, String settings, long worthCompacting) {
        static final Medium DISK = new Medium(StampedFilePath.over("async:"), "", 8L << 20);
    }

    static boolean existsIn(Path folder) {
        return Files.exists(file(folder));
    }

    /**
     * Opens the database in a folder that this process has locked, or makes it.
     *
     * @param furnishing makes the tables of a new one; it gets its name only when they are there
     */
    static EmbeddedDatabase open(Path folder, Medium medium, Consumer<EmbeddedDatabase> furnishing) {
        if (folder.toString().indexOf(';') >= 0) {
            throw new StoreException("The store's folder may not have a semicolon in its path: " + folder);
        }
        Path file = file(folder);
        try {
            if (!Files.exists(file)) {
                new StoreFile(medium.scheme(), file).make(aside -> make(aside, medium, furnishing));
            }
            mend(file, folder, medium);
            return connected(file, medium);
        } catch (SQLException e) {
            throw new StoreException(explain(e, folder), e);
        } catch (IOException e) {
            throw new StoreException("The store's file " + file + " cannot be prepared: " + e, e);
        }
    }

    private static void make(Path aside, Medium medium, Consumer<EmbeddedDatabase> furnishing) throws SQLException {
        try (EmbeddedDatabase database = connected(aside, medium);
                Connection connection = database.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET MAX_LENGTH_INPLACE_LOB 8192");
            furnishing.accept(database);
        }
    }

    private static EmbeddedDatabase connected(Path file, Medium medium) throws SQLException {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create(url(medium.scheme(), file) + medium.settings(), "nightshift", "");
        pool.setMaxConnections(READERS);
        pool.setLoginTimeout((int) WAIT_FOR_READER.toSeconds());
        try (Connection connection = pool.getConnection()) {
            connection.isReadOnly(); // the first connection opens the file
        }
        return new EmbeddedDatabase(file, medium, pool);
    }

    /** H2's address of a file; it adds the ending by itself. */
    private static String url(String scheme, Path file) {
        String name = file.toString();
        return "jdbc:h2:" + scheme + name.substring(0, name.length() - ENDING.length())
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0"
                + ";QUERY_CACHE_SIZE=32;LOCK_TIMEOUT=20000;MAX_COMPACT_TIME=0;RETENTION_TIME=" + Integer.MAX_VALUE;
    }

    private static void mend(Path file, Path folder, Medium medium) {
        try {
            KilledFile.mend(medium.scheme() + file);
        } catch (MVStoreException e) {
            throw new StoreException(
                    e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ? openElsewhere(folder) : damaged(folder), e);
        } catch (IOException e) {
            throw new StoreException("The store's file " + file + " cannot be read: " + e, e);
        }
    }

    private static String openElsewhere(Path folder) {
        return "Another program has the store's file in " + folder + " open.";
    }

    private static String damaged(Path folder) {
        return "The store's file in " + folder + " is damaged. Bring the folder back from a backup, or move it away"
                + " to begin a new store; nothing on the hosts is touched by that.";
    }

    private static String explain(SQLException e, Path folder) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> openElsewhere(folder);
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 -> damaged(folder);
            default -> "The store's file in " + folder + " cannot be opened (H2 error " + e.getErrorCode() + ").";
        };
    }

    private static Path file(Path folder) {
        return folder.resolve("nightshift" + ENDING);
    }

    @Override
    public DataSource connections() {
        return pool;
    }

    @Override
    public void sync(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public String sealedType() {
        return "blob";
    }

    @Override
    public String place() {
        return file.toString();
    }

    /** Closes; a large file is copied to a smaller one first (a commit each step leaves many dead pages: 500 MB shrink to 3). */
    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new StoreException("The store's file " + file + " was not closed cleanly; nothing saved is lost.", e);
        } finally {
            pool.dispose();
        }
        new StoreFile(medium.scheme(), file).compactIfLarger(medium.worthCompacting());
    }
}
