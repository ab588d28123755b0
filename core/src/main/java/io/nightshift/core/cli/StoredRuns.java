package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a run by the beginning of its name. */
final class StoredRuns {
    private StoredRuns() {}

    static RunRecord find(RunStore store, String beginning) {
        java.util.Optional<RunRecord> exact = store.run(beginning);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<RunRecord> found = store.runsBeginning(beginning);
        if (found.isEmpty()) {
            throw new Failure("error: there is no run `" + beginning + "`\nhint: list them with `nightshift runs`");
        }
        if (found.size() > 1) {
            throw new Failure("error: `" + beginning + "` is the beginning of several runs: "
                    + found.stream().map(RunRecord::id).collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }
}
