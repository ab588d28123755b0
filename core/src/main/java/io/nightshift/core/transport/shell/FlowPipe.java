package io.nightshift.core.transport.shell;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from the thread that receives them to the one that reads them. Where the process has no window of its own, the first waits when
 * the other is far behind.
 */
final class FlowPipe extends InputStream {
    private static final int ROOM = 256 << 10;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int held;
    private int at;
    private boolean ended;
    private boolean unwanted;
    private final ShellProcess process;

    FlowPipe(ShellProcess process) {
        this.process = process;
    }

    /** Hands bytes on; waits for room. Nothing is kept once the reader has gone. */
    synchronized void put(byte[] bytes, int offset, int length) {
        try {
            while (held >= ROOM && !unwanted && !process.hasWindow()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unwanted = true;
        }
        if (!unwanted && length > 0) {
            byte[] own = new byte[length];
            System.arraycopy(bytes, offset, own, 0, length);
            waiting.add(own);
            held += length;
        }
        notifyAll();
    }

    /** Nothing more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        unwanted = true;
        waiting.clear();
        held = 0;
        notifyAll();
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedIOException {
        int read = length == 0 ? 0 : take(into, offset, length);
        if (read > 0) {
            process.taken(read);
        }
        return read;
    }

    private synchronized int take(byte[] into, int offset, int length) throws InterruptedIOException {
        byte[] first = next();
        if (first == null) {
            return -1;
        }
        int read = Math.min(length, first.length - at);
        System.arraycopy(first, at, into, offset, read);
        at += read;
        if (at == first.length) {
            waiting.remove();
            at = 0;
        }
        held -= read;
        notifyAll();
        return read;
    }

    private byte @Nullable [] next() throws InterruptedIOException {
        boolean interrupted = false;
        try {
            while (waiting.isEmpty() && !ended && !unwanted) {
                wait();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return waiting.peek();
    }
}
