package io.nightshift.core.simulator;

/** What goes wrong with one call to a host. */
enum Accident {
    NONE,
    /** The connection breaks before anything has arrived. */
    DROP_BEFORE,
    /** The connection breaks when everything has been done, before the answer is back. */
    DROP_AFTER,
    /** The shell ends without an answer when everything has been done; the connection stands. */
    SHELL_ENDS,
    /** The host reboots while it works on the call. */
    REBOOT,
    /** Nobody can reach the host for some minutes from now on. */
    AWAY,
    /** Nobody will ever reach the host again. */
    GONE,
    /** The call is done or not, and no answer comes until its deadline. */
    BLACKHOLE,
    /** The answer takes long. */
    SLOW,
    /** Somebody kills the process that makes the step. */
    PROCESS_KILLED,
    /** The host's disk is full for a while. */
    DISK_FULL,
    /** A command ends with a status other than 0. */
    EXIT,
    /** The controller dies before the call has left. */
    KILLED_BEFORE,
    /** The controller dies while the host is at work. */
    KILLED_AFTER;

    /** Whether afterwards nobody may know what became of a step, or the host cannot be reached. */
    boolean cutsOff() {
        return switch (this) {
            case DROP_BEFORE, DROP_AFTER, SHELL_ENDS, REBOOT, AWAY, GONE, BLACKHOLE, PROCESS_KILLED -> true;
            default -> false;
        };
    }

    /** Whether a step may fail of it that would have worked. */
    boolean fails() {
        return switch (this) {
            case PROCESS_KILLED, DISK_FULL, EXIT -> true;
            default -> false;
        };
    }
}
