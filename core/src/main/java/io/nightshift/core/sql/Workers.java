package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Does one piece of work in several threads and waits for all of them; the first failure ends them all. */
final class Workers {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    boolean stopped() {
        return failure.get() != null;
    }

    void run(int threads, Runnable work, Runnable whenOneFails) {
        List<Thread> all = new ArrayList<>();
        for (int n = 0; n < threads; n++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException | Error e) {
                            failure.compareAndSet(null, e);
                            whenOneFails.run();
                        }
                    },
                    "sql-copy-" + (n + 1));
            thread.setDaemon(true);
            thread.start();
            all.add(thread);
        }
        boolean interrupted = false;
        for (Thread thread : all) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(null, new SqlFailure("The copy was interrupted."));
                    whenOneFails.run();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable found = failure.get();
        if (found instanceof RuntimeException problem) {
            throw problem;
        }
        if (found instanceof Error error) {
            throw error;
        }
    }
}
