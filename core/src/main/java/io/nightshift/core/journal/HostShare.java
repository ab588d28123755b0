package io.nightshift.core.journal;

/**
 * A host of a run that several controllers make together.
 *
 * @param epoch the run's: it grows with every process that takes the run over
 * @param play the path of the play that is to be worked on
 * @param turn grows with every controller that takes the host
 * @param worker who has it, or had it last; empty for nobody yet
 * @param isHeld whether the worker's lease has not run out
 * @param recalled whether the worker is to let go of it as soon as it can
 */
public record HostShare(
        String run,
        int epoch,
        String host,
        String play,
        int turn,
        String worker,
        State state,
        boolean isHeld,
        boolean recalled) {
    /** How far it is. */
    public enum State {
        /** Any controller may take it. */
        OFFERED,
        /** Only the controller that makes the run may take it. */
        KEPT,
        /** A controller works on it. */
        TAKEN,
        /** That controller has no more to do with it, whatever became of it. */
        RETURNED
    }

    /** Whether a controller is at work on it and may go on. */
    public boolean isAtWork() {
        return state == State.TAKEN && isHeld;
    }
}
