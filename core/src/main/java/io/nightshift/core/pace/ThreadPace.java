package io.nightshift.core.pace;

import io.nightshift.core.transport.shell.Timer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** The pace of threads and monitors, for real use. */
public final class ThreadPace implements Pace {
    /** Hosts are many, and none of them calls deeply. */
    private static final long STACK_BYTES = 512 << 10;

    @Override
    public Worker start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return () -> join(thread);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean pause(Duration time) {
        try {
            Thread.sleep(Math.max(0, time.toMillis()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public Permits permits(int count) {
        Semaphore semaphore = new Semaphore(count, true);
        return new Permits() {
            @Override
            public void acquire() {
                semaphore.acquireUninterruptibly();
            }

            @Override
            public boolean tryAcquire() {
                return semaphore.tryAcquire();
            }

            @Override
            public void release() {
                semaphore.release();
            }
        };
    }

    @Override
    public Gate gate() {
        return new Monitor();
    }

    @Override
    public Later after(Duration time, Runnable quick) {
        Future<?> later = Timer.after(time, quick);
        return () -> later.cancel(false);
    }

    private static final class Monitor implements Gate {
        @Override
        public synchronized void alone(Runnable change) {
            change.run();
        }

        @Override
        public synchronized void signal() {
            notifyAll();
        }

        @Override
        public synchronized boolean await(BooleanSupplier condition) {
            while (!condition.getAsBoolean()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }
}
