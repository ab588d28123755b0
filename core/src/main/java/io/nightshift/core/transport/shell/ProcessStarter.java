package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.TransportException;

/** Starts processes on one host: an SSH session or this machine. */
public interface ProcessStarter {
    /**
     * Starts a command line under the login user's own shell, whichever that is.
     *
     * @param terminal gives it a raw, silent terminal, on which stdout and stderr become one
     * @throws TransportException of kind {@code CHANNEL_LIMIT} when the host allows no further channel
     */
    ShellProcess start(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException;

    /** The same for a process that much comes from: it waits for whoever takes its output, see {@link ShellProcess#hasWindow}. */
    default ShellProcess startFlowing(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException {
        return start(command, terminal, listener, deadline);
    }
}
