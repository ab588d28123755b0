package io.nightshift.core.transport;

import java.time.Duration;

/** A way to reach hosts: SSH, or the machine itself. One transport serves a whole run and is safe to share between threads. */
public interface Transport extends AutoCloseable {
    /**
     * Connects and logs in.
     *
     * @param limit how long this may take altogether, retries and jump hosts included
     * @throws TransportException with a kind that tells an absent host from a refused login and from a wrong host key
     */
    Connection connect(Target target, Duration limit) throws TransportException;

    /** Closes every connection that is still open. */
    @Override
    void close();
}
