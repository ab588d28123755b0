package io.nightshift.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work in many threads at once. */
final class Threads {
    private Threads() {}

    /** Work for the thread of this number, counted from 0. */
    interface Work {
        void run(int number) throws Exception;
    }

    /** Waits for all threads and returns the messages of those that failed. */
    static List<String> inParallel(int threads, Work work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    work.run(number);
                    return null;
                }));
            }
            List<String> failures = new ArrayList<>();
            for (Future<?> one : running) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getCause().getMessage()));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return failures;
        } finally {
            pool.shutdown();
        }
    }
}
