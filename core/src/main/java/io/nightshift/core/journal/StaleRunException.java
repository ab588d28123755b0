package io.nightshift.core.journal;

/** A later process has taken the run over, so that this one must not begin anything more. */
public final class StaleRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String run;

    public StaleRunException(String run) {
        super("another process has taken run " + run + " over; this one changes nothing any more");
        this.run = run;
    }

    public String run() {
        return run;
    }
}
