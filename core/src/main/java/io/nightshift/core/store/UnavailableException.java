package io.nightshift.core.store;

/** The store cannot be used at the moment: its disk is full, its database gone. What it was asked may be asked again. */
public final class UnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
