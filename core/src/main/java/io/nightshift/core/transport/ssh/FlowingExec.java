package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfigurationHolder;
import org.apache.sshd.common.session.ConnectionService;
import org.jspecify.annotations.Nullable;

/**
 * An exec channel whose window opens again only when somebody {@linkplain #taken has taken} what came, so that the host is never far
 * ahead of whoever reads. MINA's own channels do that with a pipe and a thread each, which costs a copy of every byte.
 */
final class FlowingExec extends ChannelExec {
    /** Takes what comes, on MINA's I/O threads; must not wait. */
    interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    private @Nullable Taker taker;

    private FlowingExec(String command, @Nullable PtyChannelConfigurationHolder terminal) {
        super(command, terminal, Map.of());
    }

    /** @param terminal none where null */
    static FlowingExec on(ClientSession session, String command, @Nullable PtyChannelConfigurationHolder terminal)
            throws IOException {
        FlowingExec channel = new FlowingExec(command, terminal);
        session.getService(ConnectionService.class).registerChannel(channel);
        return channel;
    }

    /** To be called before the channel opens. */
    void passTo(Taker to) {
        taker = to;
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
        Taker to = taker;
        if (!isClosing() && to != null) {
            to.take(data, offset, (int) length);
        }
    }

    /** So many bytes of what came are used up: as many more may come. */
    void taken(int bytes) {
        try {
            getLocalWindow().release(bytes);
        } catch (IOException e) {
            // The connection is gone; nothing more will come.
        }
    }
}
