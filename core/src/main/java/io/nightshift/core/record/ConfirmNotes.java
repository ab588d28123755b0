package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which stages of which hosts have come to where somebody has to agree. */
public final class ConfirmNotes {
    private static final String CAME = "confirm @";

    private ConfirmNotes() {}

    /** @param path the stage's */
    public static void keep(RunStore store, String run, String host, String path) {
        store.note(run, host, CAME + path, "");
    }

    /** Paths of stages, agreed on or not, in the order in which they were come to. */
    public static Set<String> of(RunStore store, String run, String host) {
        Set<String> paths = new LinkedHashSet<>();
        for (Map.Entry<String, String> note : store.notes(run, host)) {
            if (note.getKey().startsWith(CAME)) {
                paths.add(note.getKey().substring(CAME.length()));
            }
        }
        return paths;
    }
}
