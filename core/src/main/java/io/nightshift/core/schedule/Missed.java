package io.nightshift.core.schedule;

/** What becomes of a run that nobody was there to start in time. */
public enum Missed {
    /** It waits for the next opening of its hosts' maintenance window; where there is none before the next time, it is skipped. */
    NEXT,
    /** It is skipped. */
    SKIP,
    /** It starts late, as long as its deadline allows; of several the newest. */
    NOW
}
