package io.nightshift.core.run;

import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something the controller itself is at for long, on behalf of one host: it stops between two parts when the run is stopped or a window
 * closes, and the host that is changed stays this run's though no step is sent to it. May be asked by several threads.
 */
final class LongWork implements AutoCloseable {
    private static final Duration LOOKS = Duration.ofSeconds(1);
    private static final Duration HOLDS = Duration.ofMinutes(5);
    private static final Duration BREATH = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final RunContext run;
    private final String host;
    private final String title;
    private final HostPlace changed;
    private final TreeOrder.Stop stop;
    private final boolean acts;
    private Instant looked = Instant.MIN;
    private Instant held;
    private volatile @Nullable HeldBy other;
    private volatile boolean ended;
    private Pace.@Nullable Worker keeper;

    /**
     * @param host whose task it is
     * @param changed where something is changed
     * @param acts whether something is, and it is not only looked at
     */
    LongWork(RunContext run, String host, String title, HostPlace changed, TreeOrder.Stop stop, boolean acts) {
        this.run = run;
        this.host = host;
        this.title = title;
        this.changed = changed;
        this.stop = stop;
        this.acts = acts;
        this.held = run.clock.instant();
    }

    /** Whether it is time to look again; once a second. */
    synchronized boolean isTime() {
        Instant now = run.clock.instant();
        if (now.isBefore(looked.plus(LOOKS))) {
            return false;
        }
        looked = now;
        return true;
    }

    /** @throws HostStopped where it must not go on */
    synchronized void mayGoOn(String soFar) {
        HeldBy by = other;
        if (by != null) {
            throw lost(by);
        }
        if (run.stopping.get()) {
            throw HostStopped.because(HostStopped.Reason.PARKED, "stopped in `" + title + "`: " + soFar);
        }
        if (acts && stop != TreeOrder.Stop.END) {
            run.windows.refuseInMidStep(host, stop == TreeOrder.Stop.WINDOW, "`" + title + "` was through: " + soFar);
            if (!changed.name().equals(host)) {
                run.windows.refuseClosed(host, changed.name());
            }
        }
    }

    /** Makes the hold on the host last, every few minutes. @throws HostStopped where another run has taken it */
    synchronized void keepHolding() {
        if (!acts || changed.entry().isLocal() || run.clock.instant().isBefore(held.plus(HOLDS))) {
            return;
        }
        try {
            HeldBy by = ask();
            if (by != null) {
                throw lost(by);
            }
        } catch (TransportException e) {
            // The data itself finds that out, and is tried again.
        }
    }

    private HostStopped lost(HeldBy by) {
        return HostStopped.because(
                HostStopped.Reason.PARKED, "another run has taken " + changed.name() + ": " + by.sentence());
    }

    /**
     * Takes the host before the first change, and keeps it until this is closed, however long nothing is told.
     *
     * @param patience with another run that has it
     * @throws HostStopped where it is another run's
     */
    void take(HoldPatience patience) throws TransportException {
        if (changed.entry().isLocal()) {
            return;
        }
        run.holds.begin(host, changed.entry(), changed.become());
        HeldBy by = patience.taken(changed.name(), new HoldPatience.Taking() {
            @Override
            public @Nullable HeldBy ask() throws TransportException {
                return LongWork.this.ask();
            }

            @Override
            public void run(HoldPatience.ScriptOf script, Duration most) throws TransportException {
                changed.connection().shell(changed.become()).run(script.on(changed.profile()), most);
            }
        });
        if (by != null) {
            throw HostStopped.because(HostStopped.Reason.PARKED, HoldPatience.told(by));
        }
        keeper = run.pace.start("hold-" + changed.name(), this::keep);
    }

    private void keep() {
        while (!ended && run.pace.pause(BREATH)) {
            if (!ended && !run.clock.instant().isBefore(since().plus(HOLDS))) {
                try {
                    other = ask();
                } catch (TransportException e) {
                    // Asked again in a few minutes; the hold lasts longer than that.
                }
                if (other != null) {
                    return;
                }
            }
        }
    }

    private synchronized Instant since() {
        return held;
    }

    @Override
    public void close() {
        ended = true;
        Pace.Worker started = keeper;
        if (started != null) {
            started.join();
        }
    }

    private synchronized @Nullable HeldBy ask() throws TransportException {
        held = run.clock.instant();
        Hold hold = run.shared.holdOn(changed.entry().target().name());
        Frame frame = changed.connection()
                .shell(changed.become())
                .run(run.platform.hold(changed.profile(), hold, HOLDS.multipliedBy(3)), ANSWER);
        return run.platform.heldBy(frame);
    }
}
