package io.nightshift.playbooks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A playbook with everything it imports, read and checked.
 *
 * @param texts the exact text of every file read for it, by path; what a run stores before it acts
 */
public record Playbook(Path file, List<Play> plays, Map<String, String> texts) {
    public Playbook {
        plays = List.copyOf(plays);
        texts = Map.copyOf(texts);
    }
}
