package io.nightshift.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;

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

    private final HikariDataSource pool;
    private final String place;

    private PostgresDatabase(HikariDataSource pool, String place) {
        this.pool = pool;
        this.place = place;
    }

    static PostgresDatabase open(String url) {
        String place = LOGIN.matcher(PARAMETERS.matcher(url).replaceFirst("")).replaceFirst("//");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StoreException("A store's address begins with jdbc:postgresql: but this one does not: " + place);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        config.setInitializationFailTimeout(Duration.ofSeconds(10).toMillis());
        config.setConnectionInitSql(DURABLE_COMMITS);
        config.addDataSourceProperty("ApplicationName", "nightshift");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "60");
        // The server's own messages may quote the values of a refused row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            return new PostgresDatabase(new HikariDataSource(config), place);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException(
                    "The database at " + place + " cannot be reached: " + reason(e)
                            + " Try it with psql; the password belongs into ~/.pgpass.",
                    e);
        }
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
