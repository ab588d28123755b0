package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Output;
import java.util.Arrays;

/** Keeps the head and the tail of a stream that may be longer than memory. */
final class OutputCapture {
    private static final byte[] NOTHING = new byte[0];

    private final int half;
    private byte[] head = NOTHING;
    private int headLength;
    private byte[] ring = NOTHING;
    private long beyondHead;

    /** Keeps at most {@code cap} bytes: the first half and the last half. */
    OutputCapture(int cap) {
        this.half = Math.max(1, cap / 2);
    }

    void add(byte[] bytes, int offset, int length) {
        int toHead = Math.min(length, half - headLength);
        head = grown(head, headLength + toHead);
        System.arraycopy(bytes, offset, head, headLength, toHead);
        headLength += toHead;
        int at = offset + toHead;
        int left = length - toHead;
        if (left > 0) {
            ring = grown(ring, beyondHead + left);
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

    /** Room for that many bytes, twice as much as before, but never more than a half. */
    private byte[] grown(byte[] array, long wanted) {
        if (array.length >= Math.min(half, wanted)) {
            return array;
        }
        return Arrays.copyOf(array, (int) Math.min(half, Math.max(Math.max(256, wanted), 2L * array.length)));
    }

    /** What was kept. It is handed over: nothing can be added afterwards. */
    Output finish() {
        byte[] first = headLength == head.length ? head : Arrays.copyOf(head, headLength);
        int kept = (int) Math.min(beyondHead, half);
        int start = beyondHead <= half ? 0 : (int) (beyondHead % half);
        byte[] last = ring;
        if (start > 0 || kept < ring.length) {
            last = new byte[kept];
            int part = Math.min(kept, half - start);
            System.arraycopy(ring, start, last, 0, part);
            System.arraycopy(ring, 0, last, part, kept - part);
        }
        head = NOTHING;
        headLength = 0;
        ring = NOTHING;
        return Output.owning(first, beyondHead - kept, last);
    }

    /** The last characters seen so far, for messages. */
    String lastWords(int most) {
        String text = finish().text().strip();
        return text.length() <= most ? text : text.substring(text.length() - most);
    }
}
