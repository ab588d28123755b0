package io.nightshift.core.transfer;

import io.nightshift.core.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets both hosts of a transfer work at the same time, however long that takes, while somebody watches. */
final class BothHosts {
    private static final long LOOK_MILLIS = 250;

    private BothHosts() {}

    /** What one of them does. */
    interface Part {
        void run() throws TransportException, TransferFailure;
    }

    /** Ends when both have ended, or when the watcher throws. */
    static void work(Watch watch, Part one, Part other) throws TransportException, TransferFailure {
        List<Worker> workers = List.of(new Worker(one), new Worker(other));
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            Thread thread = new Thread(worker, "nightshift-both-hosts");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    thread.join(LOOK_MILLIS);
                    watch.waits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferFailure("interrupted while two hosts were compared");
        } finally {
            threads.forEach(Thread::interrupt); // those that have ended do not mind
        }
        for (Worker worker : workers) {
            worker.rethrow();
        }
    }

    private static final class Worker implements Runnable {
        private final Part part;
        private @Nullable Exception problem;

        private Worker(Part part) {
            this.part = part;
        }

        @Override
        public void run() {
            try {
                part.run();
            } catch (TransportException | TransferFailure | RuntimeException e) {
                problem = e;
            }
        }

        private void rethrow() throws TransportException, TransferFailure {
            if (problem instanceof TransportException lost) {
                throw lost;
            }
            if (problem instanceof TransferFailure failure) {
                throw failure;
            }
            if (problem instanceof RuntimeException bug) {
                throw bug;
            }
        }
    }
}
