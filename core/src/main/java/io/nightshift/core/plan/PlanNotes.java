package io.nightshift.core.plan;

import io.nightshift.core.journal.RunStore;
import java.util.Map;
import java.util.Optional;

/** What the journal knows of plans: with the check that a plan was written from, its key; with a run that applies one, its id. */
public final class PlanNotes {
    private static final String RUN = "";
    private static final String KEY = "plan key";
    private static final String APPLIED = "plan";

    private PlanNotes() {}

    /** The store keeps it encrypted. */
    public static void keepKey(RunStore store, String run, Digests digests) {
        store.note(run, RUN, KEY, digests.keyText());
    }

    public static Optional<Digests> key(RunStore store, String run) {
        return find(store, run, KEY).map(Digests::of);
    }

    /** Notes that a run applies this plan. */
    public static void applied(RunStore store, String run, String plan) {
        store.note(run, RUN, APPLIED, plan);
    }

    /** The id of the plan that a run applies; empty for most runs. */
    public static Optional<String> applied(RunStore store, String run) {
        return find(store, run, APPLIED);
    }

    private static Optional<String> find(RunStore store, String run, String key) {
        return store.notes(run, RUN).stream()
                .filter(note -> note.getKey().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
