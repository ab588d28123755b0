package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** How hosts were reached that a run changed for others and that are none of its own, so that a rollback finds them without the inventory. */
public final class ReachedNotes {
    private static final String REACHED = "reached @";

    private ReachedNotes() {}

    /**
     * Writes it down before the first step there.
     *
     * @param host whose step it is
     * @param target where it is made
     * @param how no passwords
     */
    public static void keep(RunStore store, String run, String host, String target, Map<String, String> how) {
        store.note(run, host, REACHED + target, ValueText.of(how));
    }

    /** Empty where nothing was written down. */
    public static Map<String, String> of(RunStore store, String run, String host, String target) {
        Map<String, String> how = new LinkedHashMap<>();
        for (Map.Entry<String, String> note : store.notes(run, host)) {
            if (note.getKey().equals(REACHED + target) && ValueText.read(note.getValue()) instanceof Map<?, ?> found) {
                how.clear();
                found.forEach((name, value) -> how.put(String.valueOf(name), String.valueOf(value)));
            }
        }
        return how;
    }
}
