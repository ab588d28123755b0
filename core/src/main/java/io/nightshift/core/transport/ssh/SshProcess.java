package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.shell.ProcessListener;
import io.nightshift.core.transport.shell.ShellProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A process on a host behind one exec channel. Its output comes on MINA's I/O threads and is passed on at once. */
final class SshProcess extends ShellProcess {
    // exit-signal names of RFC 4254, section 6.10, as the status a shell would show.
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "TERM", 15);

    private static final class Passing extends OutputStream {
        private final FlowingExec.Taker receiver;

        private Passing(FlowingExec.Taker receiver) {
            this.receiver = receiver;
        }

        @Override
        public void write(int oneByte) {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            receiver.take(bytes, offset, length);
        }
    }

    private final ChannelExec channel;

    SshProcess(ChannelExec channel, ProcessListener listener) {
        super(listener);
        this.channel = channel;
    }

    /** To be called before the channel opens, so that nothing is missed. */
    void attach() {
        channel.setOut(new Passing(this::wroteStdout));
        if (channel instanceof FlowingExec flowing) {
            flowing.passTo(this::wroteStdout);
        }
        channel.setErr(new Passing(this::wroteStderr));
        channel.addChannelListener(new ChannelListener() {
            @Override
            public void channelStateChanged(Channel changed, String hint) {
                // The status comes before the channel closes, which a background process can delay for ever.
                Integer status = status();
                if (status != null) {
                    hasEnded(status);
                }
                if (channel.isEofSignalled()) {
                    hasDrained();
                }
            }
        });
        channel.addCloseFutureListener(closed -> {
            hasEnded(status());
            hasDrained();
        });
    }

    @Override
    public boolean hasWindow() {
        return channel instanceof FlowingExec;
    }

    @Override
    public void taken(int bytes) {
        if (channel instanceof FlowingExec flowing) {
            flowing.taken(bytes);
        }
    }

    private @Nullable Integer status() {
        Integer status = channel.getExitStatus();
        String signal = channel.getExitSignal();
        return status == null && signal != null ? (Integer) (128 + SIGNALS.getOrDefault(signal, 0)) : status;
    }

    @Override
    public OutputStream stdin() {
        return channel.getInvertedIn();
    }

    /** RFC 4254, section 6.9: OpenSSH passes the signal to the whole process group. */
    @Override
    public void kill() {
        if (status() != null || channel.isClosing() || channel.isClosed()) {
            // It has ended. OpenSSH ends the whole connection over a signal for a channel it no longer has.
            channel.close(false);
            return;
        }
        try {
            Buffer request = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
            request.putUInt(channel.getRecipient());
            request.putString("signal");
            request.putBoolean(false);
            request.putString("KILL");
            channel.getSession().writePacket(request);
        } catch (IOException e) {
            // The connection is gone; there is nobody left to tell.
        }
        channel.close(false); // at once would leave the host's end open, and it counts against MaxSessions
    }

    @Override
    public void close() {
        channel.close(false);
    }
}
