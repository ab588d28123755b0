package io.nightshift.core.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A checksum over a chunk (one commit of H2, in whole blocks), written into the blanks at the end of its footer. H2 skips bytes up to
 * the blank there, so the checksum is written in those: sixteen bytes of four bits each.
 */
final class ChunkStamp {
    static final int BLOCK = 4096;

    private static final byte[] CHUNK = "chunk:".getBytes(StandardCharsets.US_ASCII);
    private static final int FOOTER = 128;
    private static final int STAMP = 16;
    /** Its last byte is the end of the footer's line. */
    private static final int FROM_END = STAMP + 1;

    private ChunkStamp() {}

    /**
     * These bytes with a stamp if they are a chunk, else as they are. A chunk may be large, so it is not copied where its bytes can
     * be written to: H2 has no use for the blanks.
     */
    static ByteBuffer stamped(ByteBuffer bytes) {
        if (!isChunk(bytes)) {
            return bytes.duplicate();
        }
        ByteBuffer chunk = bytes.isReadOnly() ? copy(bytes) : bytes.duplicate();
        chunk.put(chunk.limit() - FROM_END, stamp(chunk));
        return chunk;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        return copy.put(bytes.duplicate()).flip();
    }

    private static boolean isChunk(ByteBuffer bytes) {
        int length = bytes.remaining();
        return length > 0
                && length % BLOCK == 0
                && begins(bytes, bytes.position())
                && begins(bytes, bytes.limit() - FOOTER)
                && blank(bytes, bytes.limit() - FROM_END);
    }

    static boolean begins(ByteBuffer bytes, int at) {
        for (int i = 0; i < CHUNK.length; i++) {
            if (bytes.get(at + i) != CHUNK[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean blank(ByteBuffer bytes, int at) {
        for (int i = 0; i < STAMP; i++) {
            if (bytes.get(at + i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether some of a chunk's bytes are not those that were written; one without a stamp is believed. */
    static boolean isTorn(byte[] chunk) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk);
        if (!begins(bytes, chunk.length - FOOTER)) {
            return true;
        }
        byte[] written = Arrays.copyOfRange(chunk, chunk.length - FROM_END, chunk.length - 1);
        return !blank(bytes, chunk.length - FROM_END) && !Arrays.equals(written, stamp(bytes));
    }

    private static byte[] stamp(ByteBuffer chunk) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        ByteBuffer body = chunk.duplicate().limit(chunk.limit() - FROM_END);
        one.update(body.duplicate());
        other.update(body);
        long sum = one.getValue() << 32 | other.getValue();
        byte[] stamp = new byte[STAMP];
        for (int i = 0; i < STAMP; i++) {
            stamp[i] = (byte) (sum >>> 4 * i & 15);
        }
        return stamp;
    }
}
