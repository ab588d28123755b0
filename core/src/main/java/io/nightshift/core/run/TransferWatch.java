package io.nightshift.core.run;

import io.nightshift.core.transfer.Amount;
import io.nightshift.core.transfer.Watch;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Duration;
import java.time.Instant;

/** Watches over a transfer: its progress is told and kept, its window and the hold on its host are looked after. */
final class TransferWatch implements Watch {
    private static final Duration KEEPS = Duration.ofMinutes(1);
    private static final int MOST_TRIES = 8;

    private final RunContext run;
    private final LongWork work;
    private final Progress progress;
    private final boolean acts;

    /** @param acts whether something is sent, and not only looked at */
    TransferWatch(RunContext run, String host, String title, HostPlace destination, TreeOrder order, boolean acts) {
        this.run = run;
        this.acts = acts;
        this.work = new LongWork(run, host, title, destination, order.stop(), acts);
        this.progress = new Progress(run, host, title, KEEPS);
    }

    @Override
    public void moved(long done, long total) {
        if (work.isTime()) {
            progress.tell(done, total, "bytes");
            work.mayGoOn(Amount.bytes(done) + " of " + Amount.bytes(total) + " are there");
            work.keepHolding();
        }
    }

    @Override
    public void waits() {
        if (work.isTime()) {
            work.mayGoOn("both ends are compared");
            work.keepHolding();
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
        work.mayGoOn("the connection broke");
        Duration wait = Duration.ofSeconds(Math.min(60, 1L << tries));
        run.tell(new RunEvent.Warning(run.redactor.clean(why.getMessage() + "; trying again in " + Wait.text(wait))));
        for (long second = 0; second < wait.toSeconds(); second++) {
            work.mayGoOn("the connection broke");
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
