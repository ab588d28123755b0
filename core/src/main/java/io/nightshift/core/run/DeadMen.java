package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.TimerState;
import io.nightshift.core.transport.TransportException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dead-man's timers of a run, by host, and the signs of life that keep them from firing while the run goes on. */
final class DeadMen {
    private static final int MOST_WORKERS = 4;

    private final RunContext run;
    private final Pace.Gate gate;
    private final Map<String, DeadMan> byHost = new ConcurrentHashMap<>();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private int workers;
    private boolean closed;

    DeadMen(RunContext run, Pace pace) {
        this.run = run;
        this.gate = pace.gate();
    }

    DeadMan of(HostMemory host) {
        return byHost.computeIfAbsent(host.name(), name -> new DeadMan(run, host));
    }

    /** Three new logins in the time it waits, so that one that is lost costs nothing. */
    void keepAlive(Watch watch, NewLogin login) {
        run.pace.after(watch.time.dividedBy(3), () -> queue(() -> sign(watch, login)));
    }

    /** A few workers make all signs, for a host that is cut off keeps one of them waiting. */
    private void queue(Runnable sign) {
        gate.alone(() -> {
            if (!closed) {
                due.add(sign);
                if (workers < MOST_WORKERS) {
                    workers++;
                    run.pace.start("sign-of-life", this::work);
                }
            }
        });
    }

    private void work() {
        for (Runnable sign = next(); sign != null; sign = next()) {
            sign.run();
        }
    }

    private @Nullable Runnable next() {
        Runnable[] next = new Runnable[1];
        gate.alone(() -> {
            next[0] = due.poll();
            workers -= next[0] == null ? 1 : 0;
        });
        return next[0];
    }

    private void sign(Watch watch, NewLogin login) {
        if (watch.hasEnded()) {
            return;
        }
        try {
            TimerState state = login.once(watch, run.platform.deadMan().prolong(watch.timer));
            if (state instanceof TimerState.Armed) {
                watch.prolonged(run.pace.elapsed());
            }
        } catch (TransportException e) {
            // The next one may come through; if none does, the host is right to take back.
        } finally {
            keepAlive(watch, login);
        }
    }

    /** No more signs of life. */
    void close() {
        gate.alone(() -> {
            closed = true;
            due.clear();
        });
    }
}
