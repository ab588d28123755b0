package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far long tasks of a host are or were, in the record of the run. */
public final class ProgressNotes {
    /** No host is called so. */
    private static final String NOTEBOOK = "\nprogress\n";

    private static final int PARTS = 5;

    private ProgressNotes() {}

    /**
     * How far a task was at some time.
     *
     * @param unit what is counted: {@code bytes} or {@code rows}
     */
    public record Note(String task, long done, long total, String unit, long perSecond, Instant at) {}

    public static void keep(RunStore store, String run, String host, Note note) {
        String value = note.done() + " " + note.total() + " " + note.unit() + " " + note.perSecond() + " " + note.at();
        store.note(run, NOTEBOOK + host, note.task(), value);
    }

    /** What was kept last of each task, in the order they began. */
    public static List<Note> of(RunStore store, String run, String host) {
        Map<String, Note> last = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, String> each : store.notes(run, NOTEBOOK + host)) {
            note(each).ifPresent(note -> last.put(note.task(), note));
        }
        return List.copyOf(last.values());
    }

    private static Optional<Note> note(Map.Entry<String, String> entry) {
        String[] parts = entry.getValue().split(" ");
        return parts.length != PARTS
                ? Optional.empty()
                : Optional.of(new Note(
                        entry.getKey(),
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        parts[2],
                        Long.parseLong(parts[3]),
                        Instant.parse(parts[4])));
    }
}
