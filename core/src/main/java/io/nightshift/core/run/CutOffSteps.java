package io.nightshift.core.run;

import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Asks a host what became of a step whose connection broke. A cable that is pulled for a moment and a host that boots anew are waited
 * for; a host that stays away is not.
 */
final class CutOffSteps {
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final Set<TransportException.Kind> PASSING = Set.of(
            TransportException.Kind.UNREACHABLE,
            TransportException.Kind.TIMEOUT,
            TransportException.Kind.CONNECTION_LOST,
            TransportException.Kind.SHELL_ENDED);

    private final RunContext run;

    CutOffSteps(RunContext run) {
        this.run = run;
    }

    /**
     * What its ticket says, once the step is not at work any more.
     *
     * @param limit after which a step that is still at work is given up
     * @throws TransportException if the host stays away
     */
    TicketState asked(HostMemory host, HostAccess access, Ticket ticket, Duration limit) throws TransportException {
        BooleanSupplier comesBack = run.pace.within(run.settings.comeBack());
        BooleanSupplier inTime = run.pace.within(limit);
        run.connections.reset(access.entry());
        access.forgetAll();
        run.deadMen.of(host).awaitLogin(access);
        while (true) {
            TicketState state;
            // Waiting for a place among others takes time, too: there is one try after that, whenever that is.
            boolean last = !comesBack.getAsBoolean();
            try {
                state = once(access, ticket);
            } catch (TransportException e) {
                if (!PASSING.contains(e.kind()) || last || run.stopping.get()) {
                    throw e;
                }
                run.connections.reset(access.entry());
                Ring.aside(() -> run.pace.pause(BETWEEN));
                continue;
            }
            if (!(state instanceof TicketState.Running) || !inTime.getAsBoolean()) {
                return state;
            }
            run.pause(0.5);
        }
    }

    private TicketState once(HostAccess access, Ticket ticket) throws TransportException {
        Connection connection = access.entry().open();
        access.profile();
        return run.platform.ticketState(connection.shell(access.become()).run(run.platform.inspect(ticket), ASKING));
    }
}
