package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * A run that is made for somebody who is not there.
 *
 * @param run the name it was given
 * @param sharing with whom it is made; null where there is only one controller
 */
record Assignment(
        RunStore store,
        String run,
        Caller caller,
        Attendant attendant,
        @Nullable Sharing sharing) {
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
