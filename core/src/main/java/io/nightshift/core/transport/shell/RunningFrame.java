package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.OutputSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One frame under way: gathers both streams until the marker was seen on each, and keeps chunks ready for the watcher. */
final class RunningFrame implements ProcessListener {
    /** A slow watcher misses chunks beyond this many bytes; the I/O thread never waits for it. */
    private static final long MOST_WATCHED = 4L << 20;

    private record Chunk(OutputSink.Stream stream, byte[] bytes) {}

    private final OutputCapture out;
    private final OutputCapture err;
    private final MarkerScanner outScanner;
    private final MarkerScanner errScanner;
    private final boolean watched;
    private final Queue<Chunk> chunks = new ArrayDeque<>();
    private long waiting;
    private @Nullable Integer outStatus;
    private @Nullable Integer errStatus;
    private @Nullable Frame result;
    private boolean last;
    private boolean ended;
    private boolean drained;
    private @Nullable Integer endStatus;

    /**
     * @param merged both streams come on stdout, stderr after the first marker
     * @param watched whether anybody will call {@link #deliver}
     */
    RunningFrame(String token, int cap, boolean merged, boolean watched) {
        this.out = new OutputCapture(cap);
        this.err = new OutputCapture(cap);
        this.watched = watched;
        MarkerScanner.Listener forErr = new MarkerScanner.Listener() {
            @Override
            public void text(byte[] bytes, int offset, int length) {
                keepErr(bytes, offset, length);
            }

            @Override
            public void marker(int status, boolean ending) {
                errStatus = status;
                last |= ending;
            }
        };
        this.errScanner = new MarkerScanner(token, forErr);
        this.outScanner = new MarkerScanner(token, new MarkerScanner.Listener() {
            @Override
            public void text(byte[] bytes, int offset, int length) {
                if (outStatus == null) {
                    keep(OutputSink.Stream.STDOUT, out, bytes, offset, length);
                } else if (merged) {
                    keepErr(bytes, offset, length);
                }
            }

            @Override
            public void marker(int status, boolean ending) {
                if (outStatus == null) {
                    outStatus = status;
                    last |= ending;
                } else if (merged) {
                    forErr.marker(status, ending);
                }
            }
        });
    }

    @Override
    public synchronized void stdout(byte[] bytes, int offset, int length) {
        outScanner.scan(bytes, offset, length);
        notifyAll();
    }

    @Override
    public synchronized void stderr(byte[] bytes, int offset, int length) {
        errScanner.scan(bytes, offset, length);
        notifyAll();
    }

    @Override
    public synchronized void ended(@Nullable Integer status) {
        ended = true;
        endStatus = status;
        notifyAll();
    }

    @Override
    public synchronized void drained() {
        drained = true;
        notifyAll();
    }

    private void keepErr(byte[] bytes, int offset, int length) {
        if (errStatus == null) {
            keep(OutputSink.Stream.STDERR, err, bytes, offset, length);
        }
    }

    private void keep(OutputSink.Stream stream, OutputCapture capture, byte[] bytes, int offset, int length) {
        capture.add(bytes, offset, length);
        if (watched && waiting + length <= MOST_WATCHED) {
            chunks.add(new Chunk(stream, Arrays.copyOfRange(bytes, offset, offset + length)));
            waiting += length;
        }
    }

    /** Waits for something to happen and hands new chunks to the watcher, outside the lock. True while the frame goes on. */
    boolean deliver(OutputSink sink, Deadline deadline) throws InterruptedException {
        Chunk[] ready;
        boolean goesOn;
        synchronized (this) {
            if (chunks.isEmpty() && !complete() && !ended && !deadline.passed()) {
                wait(deadline.remainingMillis());
            }
            ready = chunks.toArray(new Chunk[0]);
            chunks.clear();
            waiting = 0;
            goesOn = !complete() && !ended && !deadline.passed();
        }
        for (Chunk chunk : ready) {
            sink.accept(chunk.stream(), chunk.bytes());
        }
        return goesOn;
    }

    private boolean complete() {
        return outStatus != null && errStatus != null;
    }

    /** The result, once both markers were seen. */
    synchronized @Nullable Frame result() {
        if (result == null && outStatus != null && errStatus != null) {
            result = new Frame(outStatus, out.finish(), err.finish());
        }
        return result;
    }

    /** Lets go of what it kept: it stays its process's listener until the next frame. */
    synchronized void forget() {
        result = null;
    }

    /** True when the shell said that this was its last frame, or the process is gone. */
    synchronized boolean shellIsOver() {
        return last || ended;
    }

    /** Waits a moment for the end of the process; false if it did not come. */
    synchronized boolean awaitEnd(Duration most) {
        Deadline deadline = Deadline.in(most);
        try {
            while (!ended && !deadline.passed()) {
                wait(deadline.remainingMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    /** After the end of the process its last bytes may still be on their way: waits for them, or for the frame to be whole. */
    synchronized void awaitLastBytes(Duration most) throws InterruptedException {
        Deadline deadline = Deadline.in(most);
        while (!drained && !complete() && !deadline.passed()) {
            wait(deadline.remainingMillis());
        }
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized @Nullable Integer endStatus() {
        return endStatus;
    }

    synchronized String lastWords() {
        String words = err.lastWords(400);
        return words.isEmpty() ? out.lastWords(400) : words;
    }
}
