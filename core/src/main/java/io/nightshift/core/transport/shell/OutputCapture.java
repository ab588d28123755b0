package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Output;
import java.io.ByteArrayOutputStream;

/** Keeps the head and the tail of a stream that may be longer than memory. */
final class OutputCapture {
    private final int half;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(256);
    private byte[] ring = new byte[0];
    private long beyondHead;

    /** Keeps at most {@code cap} bytes: the first half and the last half. */
    OutputCapture(int cap) {
        this.half = Math.max(1, cap / 2);
    }

    void add(byte[] bytes, int offset, int length) {
        int toHead = Math.min(length, half - head.size());
        head.write(bytes, offset, toHead);
        int at = offset + toHead;
        int left = length - toHead;
        if (left > 0) {
            grow(left);
            // Of a chunk longer than the ring only its end can survive.
            int surplus = Math.max(0, left - half);
            beyondHead += surplus;
            at += surplus;
            left -= surplus;
        }
        while (left > 0) {
            int position = (int) (beyondHead % half);
            int part = Math.min(left, half - position);
            System.arraycopy(bytes, at, ring, position, part);
            beyondHead += part;
            at += part;
            left -= part;
        }
    }

    private void grow(int more) {
        long wanted = Math.min(half, beyondHead + more);
        if (ring.length < wanted) {
            byte[] larger = new byte[(int) Math.min(half, Math.max(wanted, 2L * ring.length))];
            System.arraycopy(ring, 0, larger, 0, ring.length);
            ring = larger;
        }
    }

    Output finish() {
        int kept = (int) Math.min(beyondHead, half);
        byte[] tail = new byte[kept];
        int start = beyondHead <= half ? 0 : (int) (beyondHead % half);
        int first = Math.min(kept, half - start);
        System.arraycopy(ring, start, tail, 0, first);
        System.arraycopy(ring, 0, tail, first, kept - first);
        return new Output(head.toByteArray(), beyondHead - kept, tail);
    }

    /** The last characters seen so far, for messages. */
    String lastWords(int most) {
        String text = finish().text().strip();
        return text.length() <= most ? text : text.substring(text.length() - most);
    }
}
