package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a host's plan.
 *
 * @param kind whether it is predicted, or what is known of it instead
 * @param path of its task (or item)
 * @param task the task's name
 * @param position where the task is written
 * @param target the other host acted on where the task delegates, else empty
 * @param as the user it is made as
 * @param change what it does, empty for one that is not predicted; no secrets
 * @param undo how it is taken back, null for one that is not predicted
 * @param note of {@code AGAIN} what is done again, of {@code IMPOSSIBLE} why there is no way back; else empty
 * @param differences what it finds and leaves
 * @param digest of everything the change consists of; empty for one that is not predicted
 * @param once whether one host does it for all
 */
public record PlannedStep(
        Kind kind,
        String path,
        String task,
        String position,
        String target,
        String as,
        String change,
        @Nullable Way undo,
        String note,
        List<Difference> differences,
        String digest,
        boolean once) {
    /** What is known of a step before anything is done. */
    public enum Kind {
        /** It will be made exactly so. */
        PREDICTED,
        /** What it does (and whether) can be planned only when steps before it were made. */
        KNOWN_AFTER_APPLY,
        /** The rescue of a block: made only where a step before it fails. */
        IF_ANOTHER_FAILS,
        /** It looks whether the host is well after its changes. */
        AFTERWARDS
    }

    /** How a step is taken back. */
    public enum Way {
        RECORDED,
        AGAIN,
        NOT_NEEDED,
        IMPOSSIBLE
    }

    public PlannedStep {
        differences = List.copyOf(differences);
    }

    public boolean predicted() {
        return kind == Kind.PREDICTED;
    }
}
