package io.nightshift.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** A database that the store can live in; both speak the same SQL. */
sealed interface Database extends AutoCloseable permits EmbeddedDatabase, PostgresDatabase {
    /** Hands out connections with automatic commit; safe for many threads. */
    DataSource connections();

    /** Something to be done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Does it with a connection that stays usable meanwhile. */
    <T> T use(Work<T> work) throws SQLException;

    /** Called now and then by the one who writes, while nothing is being written. */
    default void tidy() {}

    /** What is the matter when it cannot be used, as a sentence for people. */
    String trouble(Throwable cause);

    /** Why no other host may begin; empty where there is room. */
    default Optional<String> shortage() {
        return Optional.empty();
    }

    /** Makes what this connection committed survive a power cut, if the commit has not done so. */
    void sync(Connection connection) throws SQLException;

    /** The column type for encrypted values. */
    String sealedType();

    /** Where it is, for messages; never a password. */
    String place();

    @Override
    void close();
}
