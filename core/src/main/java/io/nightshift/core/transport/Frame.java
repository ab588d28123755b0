package io.nightshift.core.transport;

/**
 * What one script left behind.
 *
 * @param status its exit status, 0 to 255
 */
public record Frame(int status, Output stdout, Output stderr) {
    public Frame {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("An exit status lies between 0 and 255, not " + status);
        }
    }

    /** A frame made of text, for tests and pretended hosts. */
    public static Frame of(int status, String stdout, String stderr) {
        return new Frame(status, Output.of(stdout), Output.of(stderr));
    }

    /** True when the script ended with status 0. */
    public boolean succeeded() {
        return status == 0;
    }
}
