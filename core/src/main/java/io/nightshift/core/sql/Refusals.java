package io.nightshift.core.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Tells what will pass from what will not, and says what a server refused. */
final class Refusals {
    /** Serialization failures, deadlocks, lock time-outs, a server that starts or stops. */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "90067", "90098");

    /** MariaDB's lock time-out, deadlock, killed connection and server that goes away. */
    private static final Set<Integer> PASSING_CODES = Set.of(1205, 1213, 1053, 1927, 2006, 2013, 1040);

    private Refusals() {}

    static SqlFailure opening(Database database, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28") || e.getErrorCode() == 1045 || e.getErrorCode() == 1698) {
            return new SqlFailure(
                    "The database at " + database.place() + " refuses "
                            + (database.user().isEmpty() ? "a user without a name" : "the user " + database.user())
                            + " with this password.",
                    null);
        }
        if (state.equals("3D000") || e.getErrorCode() == 1049) {
            return new SqlFailure("The server at " + database.place() + " has no such database.", null);
        }
        if (mayPass(e)) {
            return new SqlFailure("No database answers at " + database.place() + ": " + words(e, database) + ".", e);
        }
        return new SqlFailure(
                "The database at " + database.place() + " cannot be opened: " + words(e, database) + ".", e);
    }

    /** Whether another try, perhaps on another connection, may go well. */
    static boolean mayPass(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                if (state.startsWith("08") || PASSING.contains(state) || PASSING_CODES.contains(sql.getErrorCode())) {
                    return true;
                }
                if (cause.getClass().getName().startsWith("org.sqlite") && (sql.getErrorCode() & 0xff) == 5) {
                    return true;
                }
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    static boolean isDuplicate(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("23505".equals(sql.getSQLState()) || sql.getErrorCode() == 1062 || sql.getErrorCode() == 19)) {
                return true;
            }
        }
        return false;
    }

    /** The server's own words, in one line and without the password, should a driver repeat it. */
    static String words(Throwable e, Database database) {
        String text = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        String secret = database.password().reveal();
        text = secret.isEmpty() ? text : text.replace(secret, "(hidden)");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
