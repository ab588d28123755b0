package io.nightshift.core.run;

import io.nightshift.core.platform.TimerState;
import io.nightshift.core.transport.TransportException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The dead-man's timers of a run, by host, and the signs of life that keep them from firing while the run goes on. */
final class DeadMen {
    private static final int THREADS = 4;

    private final RunContext run;
    private final Map<String, DeadMan> byHost = new ConcurrentHashMap<>();
    private final ScheduledExecutorService signs = Executors.newScheduledThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "sign-of-life");
        thread.setDaemon(true);
        return thread;
    });

    DeadMen(RunContext run) {
        this.run = run;
    }

    DeadMan of(HostMemory host) {
        return byHost.computeIfAbsent(host.name(), name -> new DeadMan(run, host));
    }

    /** Three new logins in the time it waits, so that one that is lost costs nothing. */
    void keepAlive(Watch watch, NewLogin login) {
        long pause = Math.max(1, watch.time.toMillis() / 3);
        signs.schedule(() -> sign(watch, login), pause, TimeUnit.MILLISECONDS);
    }

    private void sign(Watch watch, NewLogin login) {
        if (watch.hasEnded()) {
            return;
        }
        try {
            TimerState state = login.once(watch, run.platform.deadMan().prolong(watch.timer));
            if (state instanceof TimerState.Armed) {
                watch.prolonged(run.clock.instant());
            }
        } catch (TransportException e) {
            // The next one may come through; if none does, the host is right to take back.
        } finally {
            keepAlive(watch, login);
        }
    }

    /** No more signs of life. */
    void close() {
        signs.shutdownNow();
    }
}
