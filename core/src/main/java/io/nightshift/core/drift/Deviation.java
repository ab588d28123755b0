package io.nightshift.core.drift;

import io.nightshift.core.journal.Difference;
import java.util.List;

/**
 * Something on a host that a run would change. Its texts hold no secrets.
 *
 * @param task whose name says what it should be like
 * @param position where the task is written
 * @param change what the run would do
 * @param differences what is found and what would be left, as far as that is known
 */
public record Deviation(String task, String position, String module, String change, List<Difference> differences) {
    public Deviation {
        differences = List.copyOf(differences);
    }

    /** What stays the same when only the host's side of it has changed, or the playbook's lines have moved or what it writes has grown. */
    String key() {
        return module + "\n" + task + "\n" + change.replaceFirst(" \\(\\d+ bytes?\\)$", "");
    }

    /** Whether it is found exactly so, wherever the task is written. */
    boolean isLike(Deviation other) {
        return key().equals(other.key()) && differences.equals(other.differences);
    }
}
