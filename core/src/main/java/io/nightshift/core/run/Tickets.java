package io.nightshift.core.run;

import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a host what became of a step. */
final class Tickets {
    private static final Duration ASKING = Duration.ofMinutes(1);
    /** The host ends a step at its limit by itself, and needs a moment for that. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final RunContext run;

    Tickets(RunContext run) {
        this.run = run;
    }

    /**
     * Waits while the step is at work, telling what it prints from where it stopped being heard; one that has not begun never will,
     * because its ticket is taken here.
     *
     * @return {@code Running} where it is at work long after its host must have ended it
     */
    TicketState settled(HostAccess access, Ticket ticket, String host, Duration limit) throws TransportException {
        BooleanSupplier inTime = run.pace.within(limit.plus(GRACE));
        long heard = 0;
        while (true) {
            Frame frame = access.entry().open().shell(access.become()).run(run.platform.claim(ticket, heard), ASKING);
            TicketState state = run.platform.ticketState(frame);
            if (!(state instanceof TicketState.Running running)) {
                return state;
            }
            if (!running.output().isEmpty()) {
                heard += running.outputBytes();
                run.tell(new RunEvent.StepOutput(host, run.redactor.clean(running.output())));
            }
            if (!inTime.getAsBoolean()) {
                return running;
            }
            run.pause(0.3);
        }
    }

    static String lost(boolean rebooted) {
        return rebooted
                ? "the host rebooted while this step was under way; how far it came is not known"
                : "the step began and its process is gone without a status; how far it came is not known";
    }
}
