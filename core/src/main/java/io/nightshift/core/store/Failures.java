package io.nightshift.core.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.mvstore.MVStoreException;

/** Tells what will pass from what will not, among the ways in which a database fails. */
final class Failures {
    /** Classes of the SQL standard that mean the statement, not the state of the server: asking again gives the same answer. */
    private static final Set<String> FOR_GOOD = Set.of("0A", "22", "23", "42");

    private Failures() {}

    /** @param doing such as {@code could not save a record} */
    static RuntimeException of(Throwable e, Database database, String doing) {
        if (e instanceof StoreException told) {
            return told;
        }
        if (e instanceof SQLException sql) {
            return mayPass(sql)
                    ? new UnavailableException(database.trouble(e), e)
                    : new StoreException(
                            "The store at " + database.place() + " " + doing + " (SQL state " + sql.getSQLState()
                                    + ").",
                            e);
        }
        if (e instanceof MVStoreException || e instanceof IOException) {
            return new UnavailableException(database.trouble(e), e);
        }
        return e instanceof RuntimeException other
                ? other
                : new StoreException("The store at " + database.place() + " " + doing + ".", e);
    }

    private static boolean mayPass(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.length() < 2 || !FOR_GOOD.contains(state.substring(0, 2));
    }

    /** Whether a full disk is the reason. */
    static boolean noSpace(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }
}
