package io.nightshift.core.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A script on a host that any amount of data flows into or out of, as fast as both ends take it and no faster. */
public interface HostStream extends AutoCloseable {
    /** The script's stdin; closing it is the end of it. Writing waits while the host does not read. */
    OutputStream input();

    /**
     * The script's stdout. Its end says nothing about whether that is all: {@link #await} does. While nobody reads, the host waits,
     * too.
     */
    InputStream output();

    /**
     * Waits until the script has ended; whoever expects output reads it first.
     *
     * @return its exit status
     * @throws TransportException when the connection broke, or the limit passed
     */
    int await(Duration limit) throws TransportException;

    /** The last part of what it wrote on stderr. */
    String errors();

    /** Stops the script where it still runs, and gives the channel back. */
    @Override
    void close();
}
