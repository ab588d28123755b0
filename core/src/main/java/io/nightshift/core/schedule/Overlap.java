package io.nightshift.core.schedule;

/** What becomes of a run whose predecessor is still going on. */
public enum Overlap {
    /** It waits for the end, until its deadline. */
    WAIT,
    /** It is skipped. */
    SKIP
}
