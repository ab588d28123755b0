package io.nightshift.core.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person said about a run under way; kept for ever, in the order it was said.
 *
 * @param ring the ring it is about, as {@link #ringOf} has it, of a confirmation the stage and the host; null for the whole run
 * @param by who said it: a Unix user
 * @param words the reason given, or what exactly was approved; null for none
 */
public record RunControl(
        Kind kind,
        @Nullable String ring,
        String by,
        Instant at,
        @Nullable String words) {
    /** What a ring of a play is called here: rings of different plays may have the same name. */
    public static String ringOf(String play, String ring) {
        return play + " " + ring;
    }

    /** The ring's own name; null for the whole run. */
    public @Nullable String ringName() {
        return ring == null ? null : ring.replaceFirst("^p[0-9][^ ]* ", "");
    }

    /** The same, said by another. */
    public RunControl saidBy(String user) {
        return new RunControl(kind, ring, user, at, words);
    }

    /** What can be said. */
    public enum Kind {
        /** No further host begins. */
        PAUSE,
        /** Hosts begin again. */
        RESUME,
        /** The rollout ends, and changed hosts keep what they have. */
        ABORT,
        /** The rollout ends, and the hosts of the ring at work go back. */
        ABORT_UNDO_RING,
        /** The rollout ends, and all hosts go back. */
        ABORT_UNDO_ALL,
        /** The ring after this one may begin. */
        APPROVE,
        /** A migration is not to be taken back any more. */
        CONFIRM,
        /** Hosts were touched outside of their maintenance windows, for the reason given. */
        IGNORE_WINDOW
    }
}
