package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.Tunnel;
import io.nightshift.core.transport.shell.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A {@code direct-tcpip} channel (RFC 4254, section 7.2). */
final class SshTunnel implements Tunnel {
    private final ChannelDirectTcpip channel;

    private SshTunnel(ChannelDirectTcpip channel) {
        this.channel = channel;
    }

    static Tunnel open(ClientSession session, String name, String host, int port, Deadline deadline)
            throws TransportException {
        try {
            ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                    new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(host, port));
            channel.open().verify(deadline.remaining());
            return new SshTunnel(channel);
        } catch (IOException | IllegalStateException e) {
            if (!session.isOpen()) {
                throw new TransportException(Kind.CONNECTION_LOST, "The connection to " + name + " is lost", e);
            }
            if (deadline.reached()) {
                throw new TransportException(
                        Kind.UNREACHABLE,
                        name + " did not get through to " + host + ":" + port + " within " + deadline,
                        e);
            }
            throw new TransportException(
                    Kind.UNREACHABLE,
                    name + " does not get through to " + host + ":" + port + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public InputStream input() {
        return channel.getInvertedOut();
    }

    @Override
    public OutputStream output() {
        return channel.getInvertedIn();
    }

    @Override
    public void close() {
        channel.close(false);
    }
}
