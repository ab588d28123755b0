package io.nightshift.core.platform;

/** What a ticket says of its step after a crash. */
public sealed interface TicketState {
    /** There is no ticket: the step never started. */
    record NeverStarted() implements TicketState {}

    /**
     * Its process is alive.
     *
     * @param outputBytes how long {@code output} is on the host
     * @param output what it has printed on stdout since it was asked last
     */
    record Running(long outputBytes, String output) implements TicketState {}

    /** It ended with this status; its output as far as kept. */
    record Finished(int status, String stdout, String stderr) implements TicketState {}

    /** It started and neither runs nor left a status; {@code rebooted} when the host has booted since. */
    record Lost(boolean rebooted) implements TicketState {}
}
