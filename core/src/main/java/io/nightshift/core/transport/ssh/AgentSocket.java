package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.Timer;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Talks to an ssh-agent over its Unix socket, with the JDK's own sockets; one question at a time. An agent that does not answer in
 * time is given up: its socket is closed, and every further question fails at once.
 */
final class AgentSocket extends AbstractAgentProxy {
    private static final int LONGEST_ANSWER = 256 << 10;
    /** Long enough for somebody to confirm the use of a key. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final Duration answerTime;

    private AgentSocket(SocketChannel channel, Duration answerTime, @Nullable CloseableExecutorService none) {
        super(none);
        this.channel = channel;
        this.answerTime = answerTime;
    }

    static AgentSocket open(Path socket, Duration answerTime) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            AgentSocket agent = new AgentSocket(channel, answerTime, null);
            agent.inTime(() -> channel.connect(UnixDomainSocketAddress.of(socket)));
            return agent;
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
        return inTime(() -> {
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = read(4).getInt();
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new IOException("The agent announced an answer of " + length + " bytes");
            }
            return new ByteArrayBuffer(read(length).array());
        });
    }

    private interface Talk<T> {
        T exchange() throws IOException;
    }

    /** A Unix socket has no time limit of its own; closing it ends whatever waits for it. */
    private <T> T inTime(Talk<T> talk) throws IOException {
        Future<?> limit = Timer.after(answerTime, this::giveUp);
        try {
            return talk.exchange();
        } catch (AsynchronousCloseException e) {
            throw new IOException("no answer within " + Deadline.in(answerTime), e);
        } finally {
            limit.cancel(false);
        }
    }

    private void giveUp() {
        try {
            channel.close();
        } catch (IOException e) {
            // What is gone already needs no closing.
        }
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
