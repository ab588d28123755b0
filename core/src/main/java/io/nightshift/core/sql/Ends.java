package io.nightshift.core.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A connection to each end; one that is lost is opened anew and the work tried again, with limited patience. */
final class Ends implements AutoCloseable {
    private final Drivers drivers;
    private final Database from;
    private final Database to;
    private final Duration patience;
    private final BooleanSupplier stopped;
    private @Nullable Session source;
    private @Nullable Session target;

    /** Both ends at the target, of which there is one connection: for work that has nothing to do with the source. */
    static Ends ofTarget(Drivers drivers, Database target, Duration patience) {
        return new Ends(drivers, target, target, patience, () -> false);
    }

    /** Work that may be done twice. */
    @FunctionalInterface
    interface Work<T> {
        T with(Session source, Session target) throws SQLException;
    }

    Ends(Drivers drivers, Database from, Database to, Duration patience, BooleanSupplier stopped) {
        this.drivers = drivers;
        this.from = from;
        this.to = to;
        this.patience = patience;
        this.stopped = stopped;
    }

    <T> T doing(String what, Work<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        int duplicates = 0;
        for (int attempt = 0; ; attempt++) {
            Throwable failure;
            try {
                Session other = target == null ? drivers.open(to) : target;
                target = other;
                Session one = from == to ? other : source == null ? drivers.open(from) : source;
                source = one;
                one.connection().setAutoCommit(true);
                other.connection().setAutoCommit(true);
                return work.with(one, other);
            } catch (SQLException | CopyWriter.Unwritable e) {
                failure = e instanceof SQLException
                        ? e
                        : String.valueOf(e.getCause()).isEmpty() ? e : e.getCause();
            } catch (SqlFailure e) {
                rollback();
                if (e.getCause() == null) {
                    throw e;
                }
                failure = e;
            } catch (RuntimeException e) {
                rollback();
                throw e;
            }
            failure = failure == null ? new SQLException("unknown") : failure;
            boolean mayPass = Refusals.mayPass(failure);
            boolean twice = Refusals.isDuplicate(failure) && duplicates++ < 2;
            close(); // the server rolls back what was open
            if (!(mayPass || twice) || System.nanoTime() > end || stopped.getAsBoolean()) {
                throw told(what, failure);
            }
            pause(attempt);
        }
    }

    private SqlFailure told(String what, Throwable failure) {
        return failure instanceof SqlFailure known
                ? known
                : new SqlFailure(
                        what + ": "
                                + Refusals.words(failure, to)
                                        .replace(
                                                from.password().reveal().isEmpty()
                                                        ? "\u0000"
                                                        : from.password().reveal(),
                                                "(hidden)")
                                + ".",
                        failure);
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(Math.min(2000, 50L << Math.min(attempt, 6))
                    + ThreadLocalRandom.current().nextInt(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlFailure("The copy was interrupted.", null);
        }
    }

    private void rollback() {
        if (source != null) {
            source.rollback();
        }
        if (target != null) {
            target.rollback();
        }
        close();
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
        source = null;
        target = null;
    }
}
