package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.TransportException;

/** Starts processes on one host: an SSH session or this machine. */
@FunctionalInterface
public interface ProcessStarter {
    /**
     * Starts a command line under the login user's own shell, whichever that is.
     *
     * @param terminal gives it a raw, silent terminal, on which stdout and stderr become one
     * @throws TransportException of kind {@code CHANNEL_LIMIT} when the host allows no further channel
     */
    ShellProcess start(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException;
}
