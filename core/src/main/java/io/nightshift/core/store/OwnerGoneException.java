package io.nightshift.core.store;

/** The process that holds the store ended, or let go of it, before it answered; whether it still saved is not known. */
final class OwnerGoneException extends StoreException {
    private static final long serialVersionUID = 1L;

    OwnerGoneException(Throwable cause) {
        super("The process that held the store has ended.", cause);
    }
}
