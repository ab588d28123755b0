package io.nightshift.core.run;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.transfer.Amount;
import io.nightshift.core.transfer.Watch;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Duration;
import java.time.Instant;

/** Watches over a transfer: its progress is told and kept, its window and the hold on its host are looked after. */
final class TransferWatch implements Watch {
    private static final Duration LOOKS = Duration.ofSeconds(1);
    private static final Duration KEEPS = Duration.ofMinutes(1);
    private static final Duration HOLDS = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 8;

    private final RunContext run;
    private final String host;
    private final String title;
    private final HostPlace destination;
    private final TreeOrder order;
    private final Progress progress;
    private Instant looked = Instant.MIN;
    private Instant held;
    private final boolean acts;

    /** @param acts whether something is sent, and not only looked at */
    TransferWatch(RunContext run, String host, String title, HostPlace destination, TreeOrder order, boolean acts) {
        this.run = run;
        this.host = host;
        this.title = title;
        this.destination = destination;
        this.order = order;
        this.acts = acts;
        this.held = run.clock.instant();
        this.progress = new Progress(run, host, title, KEEPS);
    }

    @Override
    public void moved(long done, long total) {
        Instant now = run.clock.instant();
        if (now.isBefore(looked.plus(LOOKS))) {
            return;
        }
        looked = now;
        progress.tell(done, total, "bytes");
        mayGoOn(Amount.bytes(done) + " of " + Amount.bytes(total) + " are there");
        keepHolding(now);
    }

    @Override
    public void waits() {
        Instant now = run.clock.instant();
        if (now.isBefore(looked.plus(LOOKS))) {
            return;
        }
        looked = now;
        mayGoOn("both ends are compared");
        keepHolding(now);
    }

    private void mayGoOn(String soFar) {
        if (run.stopping.get()) {
            throw HostStopped.because(HostStopped.Reason.PARKED, "stopped in `" + title + "`: " + soFar);
        }
        if (acts && order.stop() != TreeOrder.Stop.END) {
            run.windows.refuseInMidStep(
                    host, order.stop() == TreeOrder.Stop.WINDOW, "`" + title + "` was through: " + soFar);
            if (!destination.name().equals(host)) {
                run.windows.refuseClosed(host, destination.name());
            }
        }
    }

    /** No step is sent for hours, and the host is this run's nevertheless. */
    private void keepHolding(Instant now) {
        if (!acts || destination.entry().isLocal() || now.isBefore(held.plus(HOLDS))) {
            return;
        }
        held = now;
        try {
            Hold hold = run.shared.holdOn(destination.entry().target().name());
            Frame frame = destination
                    .connection()
                    .shell(destination.become())
                    .run(run.platform.hold(destination.profile(), hold, HOLDS.multipliedBy(3)), ANSWER);
            if (!frame.succeeded()) {
                throw HostStopped.because(
                        HostStopped.Reason.PARKED,
                        "another run has taken " + destination.name() + " meanwhile: "
                                + frame.stdout().text().strip());
            }
        } catch (TransportException e) {
            // The data itself finds that out, and is tried again.
        }
    }

    @Override
    public void warn(String message) {
        run.tell(new RunEvent.Warning(run.redactor.clean(message)));
    }

    @Override
    public void pause(Duration time) {
        run.pace.pause(time);
    }

    @Override
    public void lost(TransportException why, int tries) throws TransportException {
        boolean again = why.outcomeUnknown() || acts && why.kind() == TransportException.Kind.UNREACHABLE;
        if (!again || tries >= MOST_TRIES) {
            throw why;
        }
        mayGoOn("the connection broke");
        Duration wait = Duration.ofSeconds(Math.min(60, 1L << tries));
        run.tell(new RunEvent.Warning(run.redactor.clean(why.getMessage() + "; trying again in " + Wait.text(wait))));
        for (long second = 0; second < wait.toSeconds(); second++) {
            mayGoOn("the connection broke");
            run.pace.pause(Duration.ofSeconds(1));
        }
    }

    @Override
    public Instant now() {
        return run.clock.instant();
    }

    /** Everything has arrived. */
    void through() {
        progress.full();
    }

    /** The transfer is over, well or not. */
    void end() {
        progress.end();
    }
}
