package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Reaches hosts over SSH: one client, a handful of threads and any number of hosts. */
public final class SshTransport implements Transport {
    private final SshSettings settings;
    private final Routes routes;
    private final Logins logins;
    private final ClientBehaviour client;
    private final Tokens tokens = Tokens.secure();

    public SshTransport(SshSettings settings) {
        this.settings = settings;
        this.routes = new Routes(settings);
        this.logins = new Logins(settings);
        this.client = ClientBehaviour.started();
    }

    @Override
    public Connection connect(Target target, Duration limit) throws TransportException {
        Deadline deadline = Deadline.in(limit);
        List<ClientSession> way = new ArrayList<>();
        try {
            for (Hop hop : routes.to(target)) {
                SshdSocketAddress next = new SshdSocketAddress(hop.host(), hop.port());
                SshdSocketAddress door = way.isEmpty() ? next : through(way.get(way.size() - 1), next);
                way.add(new Dial(client, hop, door, deadline).session(() -> logins.prepare(hop)));
            }
            return new SshConnection(target, way, tokens);
        } catch (TransportException e) {
            for (int i = way.size() - 1; i >= 0; i--) {
                way.get(i).close(true);
            }
            throw e;
        }
    }

    /** A door of our own on the loopback interface that leads through the jump host. */
    private static SshdSocketAddress through(ClientSession jump, SshdSocketAddress next) throws TransportException {
        try {
            return jump.startLocalPortForwarding(new SshdSocketAddress("127.0.0.1", 0), next);
        } catch (IOException e) {
            throw new TransportException(
                    Kind.UNREACHABLE, "No way through the jump host to " + next + ": " + e.getMessage(), e);
        }
    }

    /** The settings this transport was made with. */
    public SshSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        client.stop();
        logins.close();
    }
}
