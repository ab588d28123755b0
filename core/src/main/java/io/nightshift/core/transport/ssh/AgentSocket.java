package io.nightshift.core.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.jspecify.annotations.Nullable;

/** Talks to an ssh-agent over its Unix socket, with the JDK's own sockets; one question at a time. */
final class AgentSocket extends AbstractAgentProxy {
    private static final int LONGEST_ANSWER = 256 << 10;

    private final SocketChannel channel;

    private AgentSocket(SocketChannel channel, @Nullable CloseableExecutorService none) {
        super(none);
        this.channel = channel;
    }

    static AgentSocket open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new AgentSocket(channel, null);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        // The length that goes in front was left open by whoever made the buffer.
        int end = question.wpos();
        question.wpos(0);
        question.putUInt(end - 4L);
        question.wpos(end);
        ByteBuffer out = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (out.hasRemaining()) {
            channel.write(out);
        }
        int length = read(4).getInt();
        if (length < 1 || length > LONGEST_ANSWER) {
            throw new IOException("The agent announced an answer of " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("The agent has hung up");
            }
        }
        return bytes.flip();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
