package io.nightshift.core.window;

import java.util.Locale;

/** What becomes of unfinished work when a window closes, the mildest first. */
public enum Closing {
    /** Hosts at work go on to their end; no further host begins. */
    FINISH,
    /** Hosts at work end the step in flight and wait for the next opening. */
    PARK,
    /** What was begun and not finished is taken back. */
    UNDO;

    /** As it is written in an inventory. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that asks for more, where two windows close at the same instant. */
    Closing or(Closing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
