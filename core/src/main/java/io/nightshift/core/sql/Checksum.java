package io.nightshift.core.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** How many rows a part of a table has, and two sums over the hashes of their canonical text; computed by the database itself. */
record Checksum(long rows, String first, String second) {
    static final Checksum NOTHING = new Checksum(0, "0", "0");

    static Checksum of(Side side, Predicate where) throws SQLException {
        String sql = "select count(*), " + side.words().sums() + " from (select " + row(side) + " as h from "
                + side.name() + " where " + where.sql() + ") part";
        try (PreparedStatement statement = side.session().connection().prepareStatement(sql)) {
            where.fill(statement, 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Checksum(rows.getLong(1), rows.getString(2), rows.getString(3));
            }
        }
    }

    /** One for each bucket of keys, in a single pass over the table; buckets without rows are missing. */
    static Map<String, Checksum> buckets(Side side, int digits) throws SQLException {
        String sql = "select b, count(*), " + side.words().sums() + " from (select " + bucket(side, digits) + " as b, "
                + row(side) + " as h from " + side.name() + ") part group by b";
        Map<String, Checksum> sums = new TreeMap<>();
        try (PreparedStatement statement = side.session().connection().prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                sums.put(rows.getString(1), new Checksum(rows.getLong(2), rows.getString(3), rows.getString(4)));
            }
        }
        return sums;
    }

    /** The first digits of the hash of a row's key. */
    static String bucket(Side side, int digits) {
        return "substr(md5(" + joined(side, side.key()) + "), 1, " + digits + ")";
    }

    private static String row(Side side) {
        return "md5(" + joined(side, side.columns()) + ")";
    }

    private static String joined(Side side, Iterable<Column> columns) {
        java.util.List<String> parts = new java.util.ArrayList<>();
        for (Column column : columns) {
            boolean digested = side.digested().contains(column.name());
            parts.add("coalesce("
                    + (digested ? side.words().digest(column) : side.words().canonical(column)) + ", 'N')");
        }
        return side.words() instanceof MariaDbDialect
                ? parts.stream().collect(Collectors.joining(", '|', ", "concat(", ")"))
                : String.join(" || '|' || ", parts);
    }

    /** Both ends at the same time. */
    static <T> java.util.List<T> both(Callable<T> one, Callable<T> other) throws SQLException {
        FutureTask<T> aside = new FutureTask<>(other);
        Thread thread = new Thread(aside, "sql-checksum");
        thread.setDaemon(true);
        thread.start();
        try {
            T first = one.call();
            return java.util.List.of(first, aside.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql
                    ? sql
                    : new SQLException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlFailure("The comparison was interrupted.");
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }
}
