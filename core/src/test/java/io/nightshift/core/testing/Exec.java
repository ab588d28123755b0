package io.nightshift.core.testing;

/**
 * What a command printed on a target, and its exit status. It came through the Docker engine, not through our SSH code,
 * so a test may take it for the truth.
 */
public record Exec(int status, String stdout, String stderr) {

    public boolean succeeded() {
        return status == 0;
    }

    /** Standard output without surrounding blanks, or an error that shows everything if the command failed. */
    public String text() {
        if (!succeeded()) {
            throw new AssertionError("exit status " + status + "\n" + stdout + stderr);
        }
        return stdout.strip();
    }
}
