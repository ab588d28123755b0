package io.nightshift.core.store;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises what a call had saved before its answer was lost. */
final class Repeats {
    private Repeats() {}

    /** Whether the store holds what cannot be saved twice; everything else may be repeated. */
    static boolean isSaved(RunStore store, String call, @Nullable Object[] with) {
        if (call.equals("begin") && with[0] instanceof RunRecord run) {
            return store.run(run.id()).isPresent();
        }
        if (call.equals("intend") && with[0] instanceof StepRecord step) {
            return store.steps(step.id().run(), step.id().host()).stream()
                    .anyMatch(saved -> saved.id().equals(step.id()));
        }
        if (call.equals("note") && with[0] instanceof String run && with[1] instanceof String host) {
            List<Map.Entry<String, String>> notes = store.notes(run, host);
            return !notes.isEmpty()
                    && notes.get(notes.size() - 1).getKey().equals(with[2])
                    && notes.get(notes.size() - 1).getValue().equals(with[3]);
        }
        if (call.equals("control") && with[0] instanceof String run) {
            List<RunControl> controls = store.controls(run);
            return !controls.isEmpty()
                    && with[1] instanceof RunControl said
                    && controls.get(controls.size() - 1).saidBy(said.by()).equals(said);
        }
        return false;
    }

    /** How many of these notes, from the first, are the last of those that the store holds. */
    static int savedOf(List<Map.Entry<String, String>> notes, List<Map.Entry<String, String>> stored) {
        for (int saved = Math.min(notes.size(), stored.size()); saved > 0; saved--) {
            if (stored.subList(stored.size() - saved, stored.size()).equals(notes.subList(0, saved))) {
                return saved;
            }
        }
        return 0;
    }
}
