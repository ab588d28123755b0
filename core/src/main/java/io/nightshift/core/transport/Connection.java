package io.nightshift.core.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** One logged-in host. Meant for one working thread; the shells guard themselves where two use the same one. */
public interface Connection extends AutoCloseable {
    /**
     * The one long-lived {@code sh} of that user on this connection, opened now if it is not open yet.
     *
     * <p>The handle stays good: where the shell has ended, or was closed to make room for another, its next
     * {@link Shell#run} opens a new one.
     *
     * @throws TransportException of kind {@code BECOME} when sudo, su or doas says no
     */
    Shell shell(Become become) throws TransportException;

    /**
     * Writes bytes to a file on the host, as that user and readable by nobody else (umask 077), replacing what is there.
     * An upload that fails may leave a part of the file: write to a temporary name and rename it afterwards.
     *
     * @param size how many bytes there are; fewer or more in the stream is an error
     * @throws TransportException of kind {@code FILE} when the host cannot write it, with the host's own words
     */
    void upload(Become as, String path, InputStream bytes, long size, Duration limit) throws TransportException;

    /**
     * Reads a file of the host, as that user.
     *
     * @param maxBytes a longer file is an error of kind {@code FILE}; {@code to} then holds its first part
     * @return how many bytes were read
     */
    long download(Become as, String path, OutputStream to, long maxBytes, Duration limit) throws TransportException;

    /**
     * Starts a script that data flows through, on a channel of its own. It runs on beside the shells, until it has ended or
     * is closed.
     *
     * @param limit how long the start may take
     */
    HostStream stream(Become as, String script, Duration limit) throws TransportException;

    /** Opens a TCP connection from the host's place in the network (SSH {@code direct-tcpip}). */
    Tunnel tunnel(String host, int port, Duration limit) throws TransportException;

    /** False once the host was lost or this connection was closed. */
    boolean isOpen();

    /** Whom this connection reaches. */
    Target target();

    @Override
    void close();
}
