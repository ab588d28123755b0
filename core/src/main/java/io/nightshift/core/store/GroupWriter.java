package io.nightshift.core.store;

import io.nightshift.core.journal.StaleRunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Whatever queued up while the last group was synced becomes the next: one commit and one sync for all
 * of it, so fifty hosts pay hardly more than one. Callers wait without hearing interrupts, for a write half noticed is worse than a
 * late one; the interrupt is kept for them.
 */
final class GroupWriter implements AutoCloseable {
    private static final int LARGEST_GROUP = 500;

    /** How long a write that nobody waits for may be held back, for one that somebody does wait for to take it along. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final Write END = new Write(connection -> {}, true, new CompletableFuture<>());

    private final Database database;
    private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(10_000);
    private final Thread thread = new Thread(this::work, "store-writer");
    private volatile boolean closed;

    GroupWriter(Database database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    /** Statements that belong together. They may run twice: alone again, after another write of their group failed. */
    interface Statements {
        void run(Connection connection) throws SQLException;
    }

    private record Write(Statements statements, boolean waitedFor, CompletableFuture<@Nullable Void> durable) {}

    /** Writes, and returns once it is durable. */
    void write(Statements statements) {
        await(writeSoon(statements));
    }

    /** Writes at once, in order with all other writes; somebody will {@link #await} it. */
    CompletableFuture<@Nullable Void> writeSoon(Statements statements) {
        return enqueue(statements, true);
    }

    /** Writes with the next group, in order with all other writes; nobody waits for it yet. */
    CompletableFuture<@Nullable Void> writeLater(Statements statements) {
        return enqueue(statements, false);
    }

    static void await(CompletableFuture<@Nullable Void> durable) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    durable.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the writer met, with this thread's own stack. */
    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof StaleRunException stale) {
            return new StaleRunException(stale.run());
        }
        if (cause instanceof UnavailableException gone) {
            return new UnavailableException(String.valueOf(gone.getMessage()), gone);
        }
        return new StoreException(
                cause instanceof StoreException told
                        ? String.valueOf(told.getMessage())
                        : "The store could not save a record (" + cause + ").",
                cause);
    }

    private CompletableFuture<@Nullable Void> enqueue(Statements statements, boolean waitedFor) {
        Write write = new Write(statements, waitedFor, new CompletableFuture<>());
        boolean interrupted = false;
        while (true) {
            if (closed) {
                throw new StoreException("The store is closed.");
            }
            try {
                if (queue.offer(write, 100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            refuse(write); // it came after the last group
        }
        return write.durable();
    }

    private void work() {
        List<Write> group = new ArrayList<>();
        boolean end = false;
        while (!end) {
            try {
                gather(group);
            } catch (InterruptedException e) {
                continue; // nobody has a reason to interrupt this thread; close() sends END
            }
            end = group.remove(END);
            if (!group.isEmpty()) {
                commit(group);
                group.clear();
                tidy();
            }
        }
    }

    private void tidy() {
        try {
            database.tidy();
        } catch (RuntimeException e) {
            // Whoever writes next is told.
        }
    }

    private void gather(List<Write> group) throws InterruptedException {
        group.add(queue.take());
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            queue.drainTo(group, LARGEST_GROUP - group.size());
            long left = until - System.nanoTime();
            if (left <= 0 || group.size() >= LARGEST_GROUP || group.stream().anyMatch(Write::waitedFor)) {
                return;
            }
            Write next = queue.poll(left, TimeUnit.NANOSECONDS);
            if (next != null) {
                group.add(next);
            }
        }
    }

    private void commit(List<Write> group) {
        AtomicBoolean sent = new AtomicBoolean();
        try {
            database.use(connection -> {
                commit(group, connection, sent);
                return true;
            });
            group.forEach(write -> write.durable().complete(null));
        } catch (SQLException | RuntimeException e) {
            RuntimeException failure = Failures.of(e, database, "could not save a record");
            if (group.size() == 1 || sent.get() || failure instanceof UnavailableException) {
                group.forEach(write -> write.durable().completeExceptionally(failure));
            } else {
                group.forEach(write -> commit(List.of(write)));
            }
        } catch (Error e) {
            group.forEach(write -> write.durable().completeExceptionally(e));
            throw e;
        }
    }

    private void commit(List<Write> group, Connection connection, AtomicBoolean sent) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (Write write : group) {
                write.statements().run(connection);
            }
            sent.set(true);
            connection.commit();
            database.sync(connection);
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e); // the connection is gone, and with it the transaction
        }
    }

    /** Writes what is queued, then stops. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        boolean asked = false;
        while (thread.isAlive()) {
            try {
                asked = asked || queue.offer(END, 100, TimeUnit.MILLISECONDS);
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        queue.forEach(GroupWriter::refuse);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(Write late) {
        late.durable().completeExceptionally(new StoreException("The store is closed."));
    }
}
