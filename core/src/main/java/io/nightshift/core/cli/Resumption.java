package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.Sharing;
import io.nightshift.core.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A run that was interrupted and is ordered again with its own words.
 *
 * @param texts what it reads instead of files that have changed since
 * @param retake whether it goes on where another run has worked since
 * @param caller who orders it; null for the person who started this process
 * @param attendant who hears it; null for that person
 * @param sharing with whom it is made, or by whom else it is made; null where there is only one controller
 */
record Resumption(
        Store store,
        RunRecord run,
        RunArguments arguments,
        RunTexts texts,
        boolean retake,
        @Nullable Caller caller,
        @Nullable Attendant attendant,
        @Nullable Sharing sharing) {
    /** A command whose runs can be resumed. */
    interface Resumable {
        /** The exit code of the run when it has ended this time. */
        int resume(Resumption resumption);
    }

    /** Whether nobody watches it. */
    boolean isUnattended() {
        return attendant != null;
    }

    Workbench bench(InventoryOptions options) {
        return new Workbench(options, caller == null ? Caller.typed(arguments.folder()) : caller, texts);
    }

    Attendant attendant(OutputOptions output) {
        return attendant == null ? Attendant.atTerminal(Runs.listener(output)) : attendant;
    }
}
