package io.nightshift.core.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** ASCII text that is compressed on its way where it grows long, so that a host's megabytes never stand in memory twice. */
final class Packed extends OutputStream {
    private static final int LONGEST_PLAIN = 64 << 10;
    private static final String MARK = "z:";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private @Nullable OutputStream squeezed;

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (squeezed == null && bytes.size() + length > LONGEST_PLAIN) {
            byte[] so = bytes.toByteArray();
            bytes.reset();
            squeezed = new DeflaterOutputStream(bytes);
            squeezed.write(so);
        }
        OutputStream to = squeezed == null ? bytes : squeezed;
        to.write(from, offset, length);
    }

    /** All that was written; closes. */
    String text() {
        try {
            OutputStream open = squeezed;
            if (open == null) {
                return bytes.toString(StandardCharsets.US_ASCII);
            }
            open.close();
            return MARK + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    static InputStream read(String text) {
        return text.startsWith(MARK)
                ? new InflaterInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(text.substring(MARK.length()))))
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
