package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;

/**
 * A run that was interrupted and is ordered again with its own words.
 *
 * @param texts what it reads instead of files that have changed since
 * @param retake whether it goes on where another run has worked since
 */
record Resumption(RunStore store, RunRecord run, RunArguments arguments, RunTexts texts, boolean retake) {
    /** A command whose runs can be resumed. */
    interface Resumable {
        /** The exit code of the run when it has ended this time. */
        int resume(Resumption resumption);
    }
}
