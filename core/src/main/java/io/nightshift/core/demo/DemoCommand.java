package io.nightshift.core.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A real process of this machine, run in a demo host's folder, for one SSH channel. */
final class DemoCommand implements Command {
    private final DemoHost host;
    private final List<String> words;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private @Nullable Process process;

    DemoCommand(DemoHost host, List<String> words) {
        this.host = host;
        this.words = List.copyOf(words);
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        InputStream input = in;
        OutputStream output = out;
        OutputStream errors = err;
        ExitCallback atExit = exit;
        if (input == null || output == null || errors == null || atExit == null) {
            throw new IOException("The channel came without its streams");
        }
        ProcessBuilder builder = new ProcessBuilder(words).directory(host.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(host.environment());
        Process started = builder.start();
        process = started;
        environment.addSignalListener((signalled, signal) -> stop(started));
        copy("stdin", input, started.getOutputStream());
        Thread stdout = copy("stdout", started.getInputStream(), output);
        Thread stderr = copy("stderr", started.getErrorStream(), errors);
        started.onExit().thenAcceptAsync(ended -> {
            awaitBriefly(stdout);
            awaitBriefly(stderr);
            atExit.onExit(ended.exitValue());
        });
    }

    /** The last output goes out before the status, unless a background process keeps the pipe open. */
    private static void awaitBriefly(Thread copying) {
        try {
            copying.join(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread copy(String what, InputStream from, OutputStream to) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[32 << 10];
                    try (from;
                            to) {
                        int length = from.read(buffer);
                        while (length >= 0) {
                            to.write(buffer, 0, length);
                            to.flush();
                            length = from.read(buffer);
                        }
                    } catch (IOException e) {
                        // One side has hung up; the exit status says the rest.
                    }
                },
                "demo-" + host.name() + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void stop(Process started) {
        // The shell first: one whose command dies before it goes on with the next.
        List<ProcessHandle> children = started.descendants().toList();
        started.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void destroy(ChannelSession channel) throws IOException {
        // As with a real sshd, what the shell has started lives on; the shell itself sees the end of its stdin.
        Process started = process;
        if (started != null) {
            started.getOutputStream().close();
        }
    }
}
