package io.nightshift.core.cli;

/** The input is wrong and nothing ran: printed as it is, exit code 2. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message, null, false, false);
    }
}
