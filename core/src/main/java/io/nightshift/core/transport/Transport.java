package io.nightshift.core.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** A way to reach hosts: SSH, or the machine itself. One transport serves a whole run and is safe to share between threads. */
public interface Transport extends AutoCloseable {
    /**
     * Connects and logs in.
     *
     * @param limit how long this may take altogether, retries and jump hosts included
     * @throws TransportException with a kind that tells an absent host from a refused login and from a wrong host key
     */
    Connection connect(Target target, Duration limit) throws TransportException;

    /**
     * Those of many hosts that answer, found out cheaply and without logging in; a host of which that cannot be told is among them.
     *
     * @param patience how long to wait for an answer
     */
    default Collection<Target> awake(Collection<Target> targets, Duration patience) {
        return targets;
    }

    /** Wakes computers by their hardware addresses of twelve hexadecimal digits; whether they heard it, nobody can tell. */
    default void wake(Set<String> hardwareAddresses) throws IOException {}

    /** Closes every connection that is still open. */
    @Override
    void close();
}
