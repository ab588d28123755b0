package io.nightshift.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Finds out at opening whether the key is the one that the store was written with. */
final class KeyCheck {
    private static final String NAME = "key check";
    private static final String EXPECTED = "sealed with the key of this store";
    private static final String COLUMN = "store_facts.content";

    private KeyCheck() {}

    static void check(Database database, Sealer sealer) {
        try (Connection connection = database.connections().getConnection()) {
            List<byte[]> found = stored(connection);
            if (found.isEmpty()) {
                try {
                    Sql.update(
                            connection,
                            "insert into store_facts values (?, ?)",
                            NAME,
                            sealer.seal(EXPECTED, COLUMN, NAME));
                    database.sync(connection);
                } catch (SQLException e) {
                    found = stored(connection); // another controller was faster: its key counts
                    if (found.isEmpty()) {
                        throw e;
                    }
                }
            }
            for (byte[] sealed : found) {
                sealer.open(sealed, COLUMN, NAME);
            }
        } catch (StoreException e) {
            throw new StoreException(
                    "The key does not fit the store at " + database.place() + ": it was written with another one."
                            + " Bring back the file `key` that belongs to it; with several controllers, copy it from"
                            + " the first.",
                    e);
        } catch (SQLException e) {
            throw new StoreException(
                    "The store at " + database.place() + " cannot be read (SQL state " + e.getSQLState() + ").", e);
        }
    }

    private static List<byte[]> stored(Connection connection) throws SQLException {
        return Sql.query(
                connection, "select content from store_facts where name = ?", row -> Sql.bytes(row, "content"), NAME);
    }
}
