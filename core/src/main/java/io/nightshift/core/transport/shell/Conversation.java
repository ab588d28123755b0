package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a process says before frames begin: prompts, refusals, a first word. */
final class Conversation implements ProcessListener {
    /** Enough for any message of the day; what follows is dropped. */
    private static final int MOST = 256 << 10;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean ended;
    private boolean drained;
    private @Nullable Integer status;

    @Override
    public synchronized void stdout(byte[] bytes, int offset, int length) {
        keep(out, bytes, offset, length);
    }

    @Override
    public synchronized void stderr(byte[] bytes, int offset, int length) {
        keep(err, bytes, offset, length);
    }

    private void keep(ByteArrayOutputStream to, byte[] bytes, int offset, int length) {
        to.write(bytes, offset, Math.min(length, MOST - to.size()));
        notifyAll();
    }

    @Override
    public synchronized void ended(@Nullable Integer endStatus) {
        ended = true;
        status = endStatus;
        notifyAll();
    }

    @Override
    public synchronized void drained() {
        drained = true;
        notifyAll();
    }

    /** Waits until something is so; false when the deadline passed first. */
    synchronized boolean await(BooleanSupplier something, Deadline deadline) throws TransportException {
        try {
            while (!something.getAsBoolean()) {
                if (deadline.passed()) {
                    return false;
                }
                wait(deadline.remainingMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.CONNECTION_LOST, "Waiting for the host was interrupted", e);
        }
    }

    /** Waits for the last words of a process that has ended; a status may overtake them. False if they may be missing. */
    boolean awaitLastWords(Duration most) throws TransportException {
        return await(() -> drained, Deadline.in(most));
    }

    synchronized String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    synchronized String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Null while it runs, and after an end that nobody saw. */
    synchronized @Nullable Integer status() {
        return status;
    }
}
