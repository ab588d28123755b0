package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns a fresh shell process into one script whose streams are the caller's. */
final class ChannelStream implements HostStream {
    private final String who;
    private final ShellProcess process;
    private final FlowPipe output;
    private final Ending ending = new Ending();

    private ChannelStream(String who, ShellProcess process) {
        this.who = who;
        this.process = process;
        this.output = new FlowPipe(process);
    }

    /** @param token an unguessable word */
    static ChannelStream open(String who, ShellProcess process, String script, String token, Deadline deadline)
            throws TransportException {
        Conversation said = new Conversation();
        process.listen(said);
        ChannelStream stream = new ChannelStream(who, process);
        // All of it is one command, read whole before it is run: what a shell reads ahead cannot be data then.
        String text = "{ " + FramedShell.SURROUNDINGS + "printf " + token + ";IFS= read -r _ns_go;(\n" + script
                + "\n);exit $?;}\n";
        try {
            process.stdin().write(text.getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
            said.await(() -> said.stdout().contains(token) || said.hasEnded(), deadline);
            if (!said.stdout().contains(token)) {
                throw new TransportException(
                        deadline.passed() ? Kind.TIMEOUT : Kind.CONNECTION_LOST,
                        who + " did not begin what was asked of it within " + deadline);
            }
            process.listen(stream.ending);
            process.stdin().write('\n');
            process.stdin().flush();
            return stream;
        } catch (IOException e) {
            process.close();
            throw new TransportException(Kind.CONNECTION_LOST, "The connection of " + who + " broke", e);
        } catch (TransportException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public OutputStream input() {
        return process.stdin();
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public int await(Duration limit) throws TransportException {
        return ending.await(who, limit);
    }

    @Override
    public String errors() {
        return ending.errors().strip();
    }

    @Override
    public void close() {
        output.close();
        if (ending.isOver()) {
            process.close();
        } else {
            process.kill();
        }
    }

    /** Hears the process: its output goes to the pipe, its end and its complaints are kept. */
    private final class Ending implements ProcessListener {
        private static final int MOST = 64 << 10;
        private final StringBuilder errors = new StringBuilder();
        private boolean over;
        private @Nullable Integer status;

        @Override
        public void stdout(byte[] bytes, int offset, int length) {
            output.put(bytes, offset, length);
        }

        @Override
        public synchronized void stderr(byte[] bytes, int offset, int length) {
            errors.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
            if (errors.length() > 2 * MOST) {
                errors.delete(0, errors.length() - MOST);
            }
        }

        @Override
        public synchronized void ended(@Nullable Integer endStatus) {
            over = true;
            status = endStatus;
            notifyAll();
            if (endStatus == null) {
                output.end();
            }
        }

        @Override
        public void drained() {
            output.end();
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized String errors() {
            return errors.toString();
        }

        synchronized int await(String whose, Duration limit) throws TransportException {
            Deadline deadline = Deadline.in(limit);
            try {
                while (!over && !deadline.passed()) {
                    wait(deadline.remainingMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransportException(Kind.CONNECTION_LOST, "Waiting for " + whose + " was interrupted", e);
            }
            if (!over) {
                throw new TransportException(
                        Kind.TIMEOUT, "What " + whose + " was doing did not end within " + deadline);
            }
            Integer known = status;
            if (known == null) {
                throw new TransportException(Kind.CONNECTION_LOST, "The connection of " + whose + " broke");
            }
            return known;
        }
    }
}
