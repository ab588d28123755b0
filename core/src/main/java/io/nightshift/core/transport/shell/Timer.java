package io.nightshift.core.transport.shell;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something later, unless it is cancelled first. One idle daemon thread for the whole process. */
public final class Timer {
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "nightshift-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private Timer() {}

    /** Runs the action after that long, on a thread that all share: it must not wait. */
    public static Future<?> after(Duration delay, Runnable action) {
        return CLOCK.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
