package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** A lookup did not find what it was asked for. */
public final class LookupException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final @Nullable String hint;

    public LookupException(String message) {
        this(message, null);
    }

    /** @param hint what to do next, or null */
    public LookupException(String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    public @Nullable String hint() {
        return hint;
    }
}
