package io.nightshift.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL by its JDBC URL. The password comes from the driver's own places ({@code ~/.pgpass}, {@code PGPASSFILE}), so that it
 * shows in no process list.
 */
final class PostgresDatabase implements Database {
    private static final Pattern PARAMETERS = Pattern.compile("\\?.*");
    private static final Pattern LOGIN = Pattern.compile("//[^/@]*@");

    /** A server set to lose its last commits in a crash is told not to for us; a stricter setting stays. */
    private static final String DURABLE_COMMITS = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    /** A controller that is stopped in the middle of a transaction must not keep its locks from the others. */
    private static final String NO_LOCKS_ASLEEP = "set idle_in_transaction_session_timeout = '5s'";

    private static final String READ_ONLY = "25006";

    private static final Duration ANSWER_TIME = Duration.ofSeconds(60);

    private final HikariDataSource pool;
    private final String place;

    private PostgresDatabase(HikariDataSource pool, String place) {
        this.pool = pool;
        this.place = place;
    }

    static PostgresDatabase open(String url) {
        return open(url, 8);
    }

    /** @param connections how many at most */
    static PostgresDatabase open(String url, int connections) {
        String place = LOGIN.matcher(PARAMETERS.matcher(url).replaceFirst("")).replaceFirst("//");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StoreException("A store's address begins with jdbc:postgresql: but this one does not: " + place);
        }
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(url);
        server.setApplicationName("nightshift");
        server.setTcpKeepAlive(true);
        server.setSocketTimeout((int) ANSWER_TIME.toSeconds());
        server.setLogServerErrorDetail(false); // the details quote the values of a refused row
        try (Connection tried = server.getConnection()) {
            tried.isReadOnly();
        } catch (SQLException e) {
            throw new StoreException(
                    "The database at " + place + " cannot be used: " + reason(e)
                            + " Try it with psql; the password belongs into ~/.pgpass.",
                    e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setDataSource(server);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.setInitializationFailTimeout(-1); // tried above, where a failure makes no log entry
        config.setConnectionInitSql(NO_LOCKS_ASLEEP + "; " + DURABLE_COMMITS);
        return new PostgresDatabase(new HikariDataSource(config), place);
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    @Override
    public DataSource connections() {
        return pool;
    }

    @Override
    public <T> T use(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                return work.with(connection);
            } catch (SQLException e) {
                if (READ_ONLY.equals(e.getSQLState())) {
                    pool.evictConnection(connection); // it leads to a server that is no longer the first
                }
                throw e;
            }
        }
    }

    /** From now on connections are new ones, with the settings they begin with. */
    void renewConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public String trouble(Throwable cause) {
        return "The database at " + place + " is gone: " + reason(cause);
    }

    /** A commit in PostgreSQL has already been synced. */
    @Override
    public void sync(Connection connection) {}

    @Override
    public String sealedType() {
        return "bytea";
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() {
        pool.close();
    }
}
