package io.nightshift.core.platform;

import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders probes, steps and undos as scripts for one kind of host, and understands its answers. Holds no state and does no I/O. */
public interface Platform {
    /** First script on a shell of a user: who and where we are, what the host has. */
    String greeting();

    /** Reads the answer to {@link #greeting}. */
    HostProfile recognise(Frame answer);

    /** One script that answers all probes, fused by kind so that thirty paths cost one fork and not thirty. */
    ProbeBatch read(HostProfile host, List<Probe> probes);

    /** Everything needed to make one change under its ticket. */
    PreparedStep step(HostProfile host, StepRequest request);

    /** Runs a recorded undo script under a ticket of its own; {@code hold} as for a step. */
    PreparedStep undo(HostProfile host, Ticket ticket, String undoScript, Duration limit, @Nullable Hold hold);

    /**
     * A script that lets go of a host, for the next run; harmless where it is not held. What an earlier epoch holds is let go of only
     * where nothing of it is at work any more.
     */
    String release(HostProfile host, Hold hold);

    /** A script that holds a host for so long, though no step is sent to it; it fails where another run has taken the host. */
    String hold(HostProfile host, Hold hold, Duration need);

    /** Who keeps that script from holding the host; null where it is held. */
    @Nullable
    HeldBy heldBy(Frame answer);

    /** A script that asks what became of a ticket. */
    String inspect(Ticket ticket);

    /**
     * Asks the same, and takes the ticket of a step that has not begun, so that it never will.
     *
     * @param heard how many bytes of its output are known already; a step still at work answers with what came after them
     */
    String claim(Ticket ticket, long heard);

    /** Reads the answer to {@link #inspect} and {@link #claim}. */
    TicketState ticketState(Frame answer);

    /** A script that removes the tickets of a run on this host, and what was moved aside for them. */
    String prune(HostProfile host, String run);

    /** A script that wakes computers in the network of this host; addresses have twelve hexadecimal digits. */
    String wake(Set<String> hardwareAddresses);

    /** Scripts that move whole trees. */
    TreeScripts trees();

    /** The timer on the host that takes changes back unless a new connection confirms them. */
    DeadManTimer deadMan();
}
