package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts.Packed;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Moves bytes from one host's script to another's, at most so many in a second. */
final class Flow {
    private static final int BLOCK = 64 << 10;
    private static final int LEAST = 64;
    private static final long TOLD_EVERY = Duration.ofMillis(250).toNanos();
    static final Duration ENDING = Duration.ofMinutes(5);

    private final long bytesPerSecond;
    private final Watch watch;
    private final long total;
    private long done;
    private final AtomicLong moved;
    private long began;
    private long told;
    private long inThisFlow;

    /**
     * @param done what is there already of {@code total}
     * @param moved counts the bytes that go over the wire
     */
    Flow(long bytesPerSecond, Watch watch, long done, long total, AtomicLong moved) {
        this.moved = moved;
        this.bytesPerSecond = bytesPerSecond;
        this.watch = watch;
        this.done = done;
        this.total = total;
    }

    /** Where bytes go to, one block after another. */
    interface Sink {
        void bytes(byte[] bytes, int offset, int length) throws IOException;

        /** Nothing more comes. */
        default void end() throws IOException {}
    }

    /**
     * Until the end of what comes; then both scripts have ended.
     *
     * @param seen sees every byte that was handed on
     * @return the exit status of each
     */
    Ended through(HostStream from, HostStream to, Packed seen) throws TransportException {
        OutputStream out = to.input();
        return transformed(from, to, (bytes, offset, length) -> {
            out.write(bytes, offset, length);
            seen.bytes(bytes, offset, length);
        });
    }

    /** @param sink writes to the stdin of {@code to} whatever it makes of what comes */
    Ended transformed(HostStream from, HostStream to, Sink sink) throws TransportException {
        boolean broken = false;
        try (OutputStream out = to.input()) {
            pass(from.output(), sink);
            sink.end();
            out.flush();
        } catch (IOException e) {
            broken = true; // who takes has ended: at the end of the archive, before what fills its last block; or too
            // early
        }
        int received = to.await(ENDING);
        if (broken && received != 0) {
            from.close();
            return new Ended(0, received);
        }
        if (broken) {
            rest(from.output());
        }
        return new Ended(from.await(ENDING), received);
    }

    /** Passes on what comes until its end. */
    void pass(InputStream in, Sink sink) throws IOException {
        // A slow flow moves little at once, so that it never waits long.
        byte[] buffer =
                new byte[bytesPerSecond == 0 ? BLOCK : (int) Math.max(LEAST, Math.min(BLOCK, bytesPerSecond / 8))];
        began = System.nanoTime();
        inThisFlow = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sink.bytes(buffer, 0, read);
            went(read);
        }
    }

    /** How both ends ended. */
    record Ended(int sent, int received) {}

    /** What comes after the end is read and not wanted, so that whoever sends it ends. */
    private static void rest(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Its status says what that means.
        }
    }

    private void went(int bytes) {
        moved.addAndGet(bytes);
        done += bytes;
        inThisFlow += bytes;
        long now = System.nanoTime();
        if (bytesPerSecond > 0) {
            long due = began + (long) (inThisFlow * 1e9 / bytesPerSecond);
            if (due - now > 1_000_000) {
                watch.moved(Math.min(done, total), total);
                watch.pause(Duration.ofNanos(due - now));
                return;
            }
        }
        if (now - told > TOLD_EVERY) {
            told = now;
            watch.moved(Math.min(done, total), total);
        }
    }
}
