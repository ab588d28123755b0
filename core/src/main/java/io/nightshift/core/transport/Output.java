package io.nightshift.core.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a script wrote on one stream: all of it, or its head and its tail where it is longer than the cap. */
public final class Output {
    /** No bytes at all. */
    public static final Output EMPTY = new Output(new byte[0], 0, new byte[0]);

    private final byte[] head;
    private final long skipped;
    private final byte[] tail;

    /** Keeps copies of a head and a tail with {@code skipped} bytes left out between them. */
    public Output(byte[] head, long skipped, byte[] tail) {
        this(skipped, head.clone(), tail.clone());
    }

    private Output(long skipped, byte[] head, byte[] tail) {
        if (skipped < 0) {
            throw new IllegalArgumentException("Bytes left out cannot be fewer than none: " + skipped);
        }
        this.head = head;
        this.skipped = skipped;
        this.tail = tail;
    }

    /** As the constructor, but without a copy of what may be many megabytes: the caller gives the arrays away. */
    public static Output owning(byte[] head, long skipped, byte[] tail) {
        return new Output(skipped, head, tail);
    }

    /** Complete output, given as text. */
    public static Output of(String text) {
        return new Output(text.getBytes(StandardCharsets.UTF_8), 0, new byte[0]);
    }

    /** The bytes that were kept; complete only if {@link #skipped()} is 0. */
    public byte[] bytes() {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    /** The output as UTF-8, invalid bytes replaced, a line in the place of what was left out. */
    public String text() {
        if (skipped == 0) {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
        byte[] between = ("\n[" + skipped + " bytes left out]\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + between.length + tail.length);
        System.arraycopy(between, 0, all, head.length, between.length);
        System.arraycopy(tail, 0, all, head.length + between.length, tail.length);
        return new String(all, StandardCharsets.UTF_8);
    }

    /** The same with at most that many bytes kept, half of them from each end. */
    public Output shortened(int most) {
        if (head.length + tail.length <= most) {
            return this;
        }
        byte[] kept = skipped == 0 ? bytes() : head;
        byte[] end = skipped == 0 ? kept : tail;
        byte[] first = Arrays.copyOf(kept, Math.min(kept.length, most / 2));
        byte[] last = Arrays.copyOfRange(end, end.length - Math.min(end.length, most / 2), end.length);
        return new Output(length() - first.length - last.length, first, last);
    }

    /** How many bytes were left out between head and tail. */
    public long skipped() {
        return skipped;
    }

    /** How many bytes the script wrote, kept or not. */
    public long length() {
        return head.length + skipped + tail.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output that
                && skipped == that.skipped
                && Arrays.equals(head, that.head)
                && Arrays.equals(tail, that.tail);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(head) * 31 + Arrays.hashCode(tail);
    }

    @Override
    public String toString() {
        return text();
    }
}
