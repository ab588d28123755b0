package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;

/**
 * A run that is made for somebody who is not there.
 *
 * @param run the name it was given
 */
record Assignment(RunStore store, String run, Caller caller, Attendant attendant) {
    /** A command that {@code serve} can make runs of. */
    interface Assignable {
        /** Reads everything, and fails with a clear message where something is missing; touches no host. */
        Prepared prepare(Caller caller);

        /** Whom to tell unless its own words name somebody. */
        default void notifying(String file) {}

        /** The exit code of the run. */
        int make(Assignment assignment);
    }
}
