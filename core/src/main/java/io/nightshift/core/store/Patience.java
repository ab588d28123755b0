package io.nightshift.core.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for work in another thread without hearing interrupts: an interrupt would close the file or socket it meets, and leave the
 * store half open. The interrupt is kept for the caller.
 */
final class Patience {
    private Patience() {}

    /** Daemon threads, at most so many at once, that end when idle. */
    static ExecutorService threads(String name, int atMost) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                atMost, atMost, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> daemon(work, name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the work in a thread of its own. */
    static <T> T calmly(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        daemon(task, name).start();
        return calmly(task);
    }

    /** Runs the work in one of these threads. */
    static <T> T calmly(ExecutorService threads, Callable<T> work) {
        try {
            return calmly(threads.submit(work));
        } catch (RejectedExecutionException e) {
            throw new StoreException("The store is closed.", e);
        }
    }

    private static <T> T calmly(Future<T> work) {
        try {
            return await(work, Duration.ofDays(1));
        } catch (TimeoutException e) {
            throw new StoreException("The store was waited for a day.", e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /** Waits for a result, at most so long. */
    static <T> T await(Future<T> work, Duration atMost) throws ExecutionException, TimeoutException {
        long until = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the work threw, with this thread's own stack. */
    static StoreException rethrown(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof OwnerGoneException) {
            return new OwnerGoneException(cause);
        }
        if (cause instanceof UnavailableException) {
            return new UnavailableException(String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof IOException) {
            return new UnavailableException("The store cannot be used: " + cause + ".", cause);
        }
        return cause instanceof StoreException
                ? new StoreException(String.valueOf(cause.getMessage()), cause)
                : new StoreException("The store cannot be used: " + cause, cause);
    }
}
