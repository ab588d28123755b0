package io.nightshift.core.transport;

import java.io.InputStream;
import java.io.OutputStream;

/** A TCP connection made by the host for us. Closing either stream closes that direction; {@link #close()} closes all. */
public interface Tunnel extends AutoCloseable {
    /** What the other end sends; reading waits for it. */
    InputStream input();

    /** What is sent to the other end; flush it. */
    OutputStream output();

    @Override
    void close();
}
