package io.nightshift.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    /** Below this size closing at once matters more than a small file. */
    private static final long WORTH_COMPACTING = 8L << 20;

    private static final int READERS = 64;

    private static final Duration WAIT_FOR_READER = Duration.ofSeconds(60);

    private final Path file;
    private final JdbcConnectionPool pool;

    private EmbeddedDatabase(Path file, JdbcConnectionPool pool) {
        this.file = file;
        this.pool = pool;
    }

    static boolean existsIn(Path folder) {
        return Files.exists(file(folder));
    }

    /** Opens the database in a folder that this process has locked, or makes it. */
    static EmbeddedDatabase open(Path folder) {
        String name = folder.resolve("nightshift").toString();
        if (name.indexOf(';') >= 0) {
            throw new StoreException("The store's folder may not have a semicolon in its path: " + folder);
        }
        Path file = file(folder);
        boolean fresh = !Files.exists(file);
        if (!fresh) {
            mend(file, folder);
        }
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:async:" + name
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0"
                        + ";QUERY_CACHE_SIZE=32;LOCK_TIMEOUT=20000",
                "nightshift",
                "");
        pool.setMaxConnections(READERS);
        pool.setLoginTimeout((int) WAIT_FOR_READER.toSeconds());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            if (fresh) {
                statement.execute("SET MAX_LENGTH_INPLACE_LOB 8192");
                statement.execute("CHECKPOINT SYNC");
            }
            StoreFolder.keepPrivate(file);
            if (fresh) {
                StoreFolder.syncDirectory(folder);
            }
        } catch (SQLException e) {
            throw new StoreException(explain(e, folder), e);
        } catch (IOException e) {
            throw new StoreException("The store's file " + file + " cannot be prepared: " + e, e);
        }
        return new EmbeddedDatabase(file, pool);
    }

    private static void mend(Path file, Path folder) {
        try {
            KilledFile.mend(file);
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
        return folder.resolve("nightshift.mv.db");
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

    /** Closes; a large file is compacted in place first (a commit each step leaves many dead pages: 500 MB shrink to 3). */
    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.size(file) > WORTH_COMPACTING ? "SHUTDOWN DEFRAG" : "SHUTDOWN");
        } catch (SQLException | IOException e) {
            throw new StoreException("The store's file " + file + " was not closed cleanly; nothing saved is lost.", e);
        } finally {
            pool.dispose();
        }
    }
}
