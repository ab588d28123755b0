package io.nightshift.playbooks.module;

/** The task cannot be done as asked; the message is for the technician and becomes the task's failure. */
public final class ModuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModuleFailure(String message) {
        super(message, null, false, false);
    }
}
