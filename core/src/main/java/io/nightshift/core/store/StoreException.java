package io.nightshift.core.store;

/** Says what went wrong with the store and what to do, in sentences for technicians; it never quotes a stored value. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
