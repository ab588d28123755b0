package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;

/** A stream that must hold exactly as many bytes as was said. */
final class SizedSource {
    private final InputStream bytes;
    private final String path;
    private final long size;
    private long left;

    SizedSource(InputStream bytes, long size, String path) {
        if (size < 0) {
            throw new IllegalArgumentException("A file cannot hold " + size + " bytes");
        }
        this.bytes = bytes;
        this.size = size;
        this.left = size;
        this.path = path;
    }

    long left() {
        return left;
    }

    /** The next bytes, as many as wanted or as are left; after the last ones the stream must end. */
    byte[] next(int wanted) throws TransportException {
        try {
            byte[] next = bytes.readNBytes((int) Math.min(wanted, left));
            left -= next.length;
            boolean tooShort = next.length < wanted && left > 0;
            boolean tooLong = left == 0 && bytes.read() >= 0;
            if (tooShort || tooLong) {
                throw new TransportException(
                        Kind.FILE,
                        "The source for " + path + " holds " + (tooLong ? "more" : "fewer") + " than the " + size
                                + " bytes announced; it changed while it was read");
            }
            return next;
        } catch (IOException e) {
            throw new TransportException(Kind.FILE, "The source for " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
