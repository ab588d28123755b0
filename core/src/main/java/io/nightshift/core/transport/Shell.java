package io.nightshift.core.transport;

import java.time.Duration;

/**
 * Runs POSIX sh scripts, one after another, on a shell that stays open: no login, no fork and no channel per script.
 *
 * <p>What a script may count on: {@code LC_ALL=C}, a full {@code PATH}, stdin from {@code /dev/null}, the user's home (or
 * {@code /}) as first directory. Variables, functions, directory and umask carry over to the next script: change them in
 * a subshell. A script that ends the shell ({@code exit}, {@code set -e}) still gets its status; it costs a new shell. A
 * syntax error is status 2, as in a shell.
 */
public interface Shell {
    /**
     * Runs a script and returns when it has ended, whatever its background processes still write.
     *
     * @param limit when it has passed, the script is stopped as far as the host allows and the shell is given up
     * @param sink gets the output as it arrives, on the calling thread
     * @throws TransportException where {@link TransportException#outcomeUnknown()} the script may have run, in whole or
     *     in part
     */
    Frame run(String script, Duration limit, OutputSink sink) throws TransportException;

    /** {@link #run(String, Duration, OutputSink)} without watching the output. */
    default Frame run(String script, Duration limit) throws TransportException {
        return run(script, limit, OutputSink.NONE);
    }
}
