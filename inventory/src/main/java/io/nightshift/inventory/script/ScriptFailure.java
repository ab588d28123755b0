package io.nightshift.inventory.script;

import org.jspecify.annotations.Nullable;

/** A script could not be run, took too long or wrote too much; in words for the technician. */
public final class ScriptFailure extends Exception {
    private final @Nullable String hint;

    public ScriptFailure(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public @Nullable String hint() {
        return hint;
    }
}
