package io.nightshift.core.journal;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Asks hosts what became of undo steps; a connection that breaks and a host that boots anew are waited for. */
final class UndoTickets {
    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration KNOCKING = Duration.ofSeconds(2);
    private static final Duration COME_BACK = Duration.ofMinutes(2);
    private static final Set<TransportException.Kind> PASSING = Set.of(
            TransportException.Kind.UNREACHABLE,
            TransportException.Kind.TIMEOUT,
            TransportException.Kind.CONNECTION_LOST,
            TransportException.Kind.SHELL_ENDED);

    private final Platform platform;
    private final Pace pace;
    private final Rollback.Reach reach;

    UndoTickets(Platform platform, Pace pace, Rollback.Reach reach) {
        this.platform = platform;
        this.pace = pace;
        this.reach = reach;
    }

    /** Something asked of a host. */
    interface Question<T> {
        T answer(Rollback.Reached reached) throws TransportException;
    }

    /** What a ticket says once its step is not at work any more; its own time limit on the host bounds the wait. */
    TicketState ended(StepRecord step, Ticket ticket) throws TransportException {
        while (true) {
            TicketState state = patiently(
                    step,
                    reached -> platform.ticketState(
                            reached.shell().run(platform.claim(ticket, Integer.MAX_VALUE), ASKING)));
            if (!(state instanceof TicketState.Running)) {
                return state;
            }
            pause(BETWEEN);
        }
    }

    /** Asks, and again while the host may still come back. */
    <T> T patiently(StepRecord step, Question<T> question) throws TransportException {
        BooleanSupplier comesBack = pace.within(COME_BACK);
        while (true) {
            boolean last = !comesBack.getAsBoolean();
            try {
                return question.answer(reach.to(step));
            } catch (TransportException e) {
                if (!PASSING.contains(e.kind()) || last) {
                    throw e;
                }
                pause(KNOCKING);
            }
        }
    }

    private void pause(Duration time) throws TransportException {
        if (!pace.pause(time)) {
            throw new TransportException(
                    TransportException.Kind.TIMEOUT, "waiting for an undo that is under way was interrupted");
        }
    }
}
