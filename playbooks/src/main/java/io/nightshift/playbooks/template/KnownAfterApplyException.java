package io.nightshift.playbooks.template;

/** Something needed the content of a {@link KnownAfterApply}; callers turn this into "known after apply". */
public final class KnownAfterApplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KnownAfterApplyException() {
        super("known after apply", null, false, false);
    }
}
