package io.nightshift.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that the store can live in; both speak the same SQL. */
sealed interface Database extends AutoCloseable permits EmbeddedDatabase, PostgresDatabase {
    /** Hands out connections with automatic commit; safe for many threads. */
    DataSource connections();

    /** Makes what this connection committed survive a power cut, if the commit has not done so. */
    void sync(Connection connection) throws SQLException;

    /** The column type for encrypted values. */
    String sealedType();

    /** Where it is, for messages; never a password. */
    String place();

    @Override
    void close();
}
