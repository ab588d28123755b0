package io.nightshift.core.transport.shell;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A process that we feed on stdin and that tells a listener what it writes. The listener can be changed on the way. */
public abstract class ShellProcess implements AutoCloseable {
    private ProcessListener listener;
    private boolean ended;
    private boolean drained;
    private @Nullable Integer status;

    protected ShellProcess(ProcessListener listener) {
        this.listener = listener;
    }

    /** Its stdin; writing may wait until the process reads. */
    public abstract OutputStream stdin();

    /** Whether it is let write so much only until somebody has {@linkplain #taken taken} it; then its listener need not wait. */
    public boolean hasWindow() {
        return false;
    }

    /** So many bytes of its stdout are used up, and as many more may come. The few that open a conversation need not be told of. */
    public void taken(int bytes) {}

    /** Stops the process and its group as hard as the host allows. */
    public abstract void kill();

    /** Gives the process up without waiting for it. */
    @Override
    public abstract void close();

    /** From now on tells this listener; one that comes after an end is told of it at once. */
    public final synchronized void listen(ProcessListener next) {
        listener = next;
        if (ended) {
            next.ended(status);
        }
        if (drained) {
            next.drained();
        }
    }

    /** A listener that takes its time here holds up nothing else. */
    protected final void wroteStdout(byte[] bytes, int offset, int length) {
        listening().stdout(bytes, offset, length);
    }

    protected final void wroteStderr(byte[] bytes, int offset, int length) {
        listening().stderr(bytes, offset, length);
    }

    private synchronized ProcessListener listening() {
        return listener;
    }

    protected final synchronized void hasEnded(@Nullable Integer endStatus) {
        if (!ended) {
            ended = true;
            status = endStatus;
            listener.ended(endStatus);
        }
    }

    /** To be called once both streams are at their end. */
    protected final synchronized void hasDrained() {
        if (!drained) {
            drained = true;
            listener.drained();
        }
    }
}
