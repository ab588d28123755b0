package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import io.nightshift.inventory.yaml.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exact texts a run works with: what is read while it is under way is stored, too, and a resumed run reads what was stored.
 * Files that are copied to hosts are not among them; they are compared with their checksum on the host.
 */
public final class RunTexts implements Texts {
    private static final String RUN = "";
    private static final String TEXT = "text ";

    private final Map<String, String> kept;
    private final Map<String, String> used = new ConcurrentHashMap<>();
    private @Nullable RunStore store;
    private String run = "";

    private RunTexts(Map<String, String> kept) {
        this.kept = kept;
    }

    /** For a new run: the disk has them. */
    public static RunTexts fresh() {
        return new RunTexts(Map.of());
    }

    /** Those that an interrupted run has stored. */
    public static RunTexts stored(RunStore store, String run) {
        Map<String, String> all = new LinkedHashMap<>(store.texts(run));
        for (Map.Entry<String, String> note : store.notes(run, RUN)) {
            if (note.getKey().startsWith(TEXT)) {
                all.put(note.getKey().substring(TEXT.length()), note.getValue());
            }
        }
        return new RunTexts(all);
    }

    /** Everything that an interrupted run has stored, by path. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(kept);
    }

    /** What was read so far, by path. */
    public Map<String, String> read() {
        return Map.copyOf(used);
    }

    /** Files that are not any more what the run has stored, gone ones included. */
    public List<String> changed() {
        List<String> changed = new ArrayList<>();
        kept.forEach((path, text) -> {
            Path file = Path.of(path);
            try {
                if (file.isAbsolute() && !Files.readString(file).equals(text)) {
                    changed.add(path);
                }
            } catch (IOException e) {
                changed.add(path);
            }
        });
        return changed;
    }

    /** From now on new texts are stored with this run; {@code known} are there already. */
    public synchronized void keepIn(RunStore runs, String id, Map<String, String> known) {
        store = runs;
        run = id;
        used.keySet().removeAll(known.keySet());
        used.forEach((path, text) -> runs.note(id, RUN, TEXT + path, text));
    }

    @Override
    public Optional<String> kept(Path file) {
        return Optional.ofNullable(kept.get(file.toString()));
    }

    @Override
    public synchronized void used(Path file, String text) {
        RunStore runs = store;
        if (used.putIfAbsent(file.toString(), text) == null && runs != null) {
            runs.note(run, RUN, TEXT + file, text);
        }
    }
}
