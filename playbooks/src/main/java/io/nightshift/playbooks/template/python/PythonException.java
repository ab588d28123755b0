package io.nightshift.playbooks.template.python;

import org.jspecify.annotations.Nullable;

/** A value was used in a way Python would refuse. Carries no position: whoever evaluates knows the place and adds it. */
public final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    public PythonException(String message) {
        this(message, null);
    }

    /** @param hint what to do next, or null when the message says it all */
    public PythonException(String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    public @Nullable String hint() {
        return hint;
    }
}
