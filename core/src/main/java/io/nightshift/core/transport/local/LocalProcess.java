package io.nightshift.core.transport.local;

import io.nightshift.core.transport.shell.ProcessListener;
import io.nightshift.core.transport.shell.ShellProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of this machine, read by two daemon threads. */
final class LocalProcess extends ShellProcess {
    private interface Receiver {
        void take(byte[] bytes, int offset, int length);
    }

    private final Process process;
    private final AtomicInteger open = new AtomicInteger(2);

    private LocalProcess(Process process, ProcessListener listener) {
        super(listener);
        this.process = process;
    }

    static LocalProcess start(ProcessBuilder builder, ProcessListener listener) throws IOException {
        LocalProcess local = new LocalProcess(builder.start(), listener);
        local.read("stdout", local.process.getInputStream(), local::wroteStdout);
        local.read("stderr", local.process.getErrorStream(), local::wroteStderr);
        Future<?> unused = local.process.onExit().thenAccept(ended -> local.hasEnded(ended.exitValue()));
        return local;
    }

    private void read(String name, InputStream from, Receiver to) {
        Thread reader = new Thread(
                () -> {
                    byte[] buffer = new byte[32 << 10];
                    try (from) {
                        int length = from.read(buffer);
                        while (length >= 0) {
                            to.take(buffer, 0, length);
                            length = from.read(buffer);
                        }
                    } catch (IOException e) {
                        // The pipe was closed under us because the process is gone or given up: nothing left to read.
                    }
                    if (open.decrementAndGet() == 0) {
                        hasDrained();
                    }
                },
                "nightshift-local-" + name + "-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public void kill() {
        // The shell first: one whose command dies before it goes on with the next.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }
}
