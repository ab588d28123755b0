package io.nightshift.core.journal;

/** How a host stands in a run; the one list of words used everywhere. */
public enum HostState {
    /** Not begun yet. */
    WAITING,
    /** At work; not an end state. */
    RUNNING,
    /** All tasks done, nothing had to change. */
    UNCHANGED,
    /** All tasks done, something changed. */
    UPDATED,
    /** Failed, and every change taken back. */
    ROLLED_BACK,
    /** Failed, and its changes kept. */
    FAILED_KEPT,
    /** Failed; what could be taken back was. */
    PARTLY_ROLLED_BACK,
    /** An undo step failed; what remains to be done is printed. */
    ROLLBACK_FAILED,
    /** What became of a step cannot be known. */
    UNKNOWN,
    /** It did not answer, or no login was possible. */
    UNREACHABLE,
    /** Stopped between two steps, to be continued. */
    PARKED;

    /** Whether the host failed and was brought to an end: back, kept or in between. */
    public boolean isFailure() {
        return this == ROLLED_BACK || this == FAILED_KEPT || this == PARTLY_ROLLED_BACK || this == ROLLBACK_FAILED;
    }

    /** Whether the host's tasks all ended well. */
    public boolean good() {
        return this == UNCHANGED || this == UPDATED;
    }
}
