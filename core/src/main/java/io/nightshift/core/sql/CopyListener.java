package io.nightshift.core.sql;

/**
 * Hears how far a copy or comparison is. It is called often and from several threads. What it throws stops the work cleanly
 * between two commits, and comes out of the call that does the work; the same call goes on later with what is left.
 */
@FunctionalInterface
public interface CopyListener {
    CopyListener NONE = (table, done, expected, bytes) -> {};

    /**
     * @param done rows of the table so far, in this and earlier calls
     * @param expected about how many it has, -1 where the source cannot tell
     * @param bytes of values so far
     */
    void progress(String table, long done, long expected, long bytes);
}
