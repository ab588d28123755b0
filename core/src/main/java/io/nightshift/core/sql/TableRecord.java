package io.nightshift.core.sql;

/**
 * What a copy does to one table of the target.
 *
 * @param aside where the old table or its old rows are kept meanwhile, empty where there are none
 * @param added the table of keys of rows that were added by {@link Fate#SYNCED}, else empty
 * @param next what the identity column would have given next, -1 where there is none
 */
public record TableRecord(String source, String target, Fate fate, String aside, String added, long next) {
    /** What becomes of it. */
    public enum Fate {
        MADE,
        FILLED,
        REPLACED,
        SYNCED
    }

    boolean isMade() {
        return fate == Fate.MADE || fate == Fate.REPLACED;
    }
}
