package io.nightshift.core.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One open connection, the database behind it and its dialect. */
record Session(Database database, Connection connection, Dialect dialect) implements AutoCloseable {
    static Session of(Database database, Connection connection) throws SQLException {
        try {
            Dialect dialect = Dialect.of(connection);
            dialect.prepare(connection);
            return new Session(database, connection, dialect);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    void execute(String sql, Object... arguments) throws SQLException {
        update(sql, arguments);
    }

    int update(String sql, Object... arguments) throws SQLException {
        if (arguments.length == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return Math.max(0, statement.getUpdateCount());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Every row of an answer, each value as text; for what is known to be short. */
    List<List<@Nullable String>> rows(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<List<@Nullable String>> all = new ArrayList<>();
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<@Nullable String> row = new ArrayList<>(columns);
                    for (int column = 1; column <= columns; column++) {
                        row.add(rows.getString(column));
                    }
                    all.add(row);
                }
                return all;
            }
        }
    }

    /** The only value of an answer of one row. */
    String value(String sql, Object... arguments) throws SQLException {
        return String.valueOf(rows(sql, arguments).get(0).get(0));
    }

    private static void fill(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int n = 0; n < arguments.length; n++) {
            statement.setObject(n + 1, arguments[n]);
        }
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            close(); // what is lost is rolled back by the server
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nobody waits for it any more.
        }
    }
}
