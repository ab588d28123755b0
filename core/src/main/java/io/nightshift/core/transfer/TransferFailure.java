package io.nightshift.core.transfer;

/** A transfer that cannot be made, in words for the technician. */
public final class TransferFailure extends Exception {
    private static final long serialVersionUID = 1;

    public TransferFailure(String message) {
        super(message);
    }
}
