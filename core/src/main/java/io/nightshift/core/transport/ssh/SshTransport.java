package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.WakeOnLan;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Reaches hosts over SSH: one client, a handful of threads and any number of hosts. */
public final class SshTransport implements Transport {
    private final SshSettings settings;
    private final Routes routes;
    private final Logins logins;
    private final ClientBehaviour client;
    private final Tokens tokens = Tokens.secure();
    private final Knock knock = new Knock();

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
        boolean done = false;
        try {
            for (Hop hop : routes.to(target)) {
                way.add(way.isEmpty() ? direct(hop, deadline) : through(way.get(way.size() - 1), hop, deadline));
            }
            SshConnection connection = new SshConnection(target, way, tokens);
            done = true;
            return connection;
        } finally {
            for (int i = way.size() - 1; !done && i >= 0; i--) {
                way.get(i).close(true);
            }
        }
    }

    /** A host behind a jump host counts as awake: only a login could tell. */
    @Override
    public Collection<Target> awake(Collection<Target> targets, Duration patience) {
        Map<Target, Knock.Door> doors = new LinkedHashMap<>();
        List<Target> awake = new ArrayList<>();
        for (Target target : targets) {
            try {
                List<Hop> way = routes.to(target);
                if (way.size() == 1) {
                    doors.put(
                            target, new Knock.Door(way.get(0).host(), way.get(0).port()));
                } else {
                    awake.add(target);
                }
            } catch (TransportException e) {
                awake.add(target); // connecting will say what is wrong
            }
        }
        try {
            Set<Knock.Door> open = knock.open(Set.copyOf(doors.values()), patience);
            doors.forEach((target, door) -> {
                if (open.contains(door)) {
                    awake.add(target);
                }
            });
        } catch (IOException e) {
            awake.addAll(doors.keySet());
        }
        return awake;
    }

    @Override
    public void wake(Set<String> hardwareAddresses) throws IOException {
        WakeOnLan.send(hardwareAddresses);
    }

    private ClientSession direct(Hop hop, Deadline deadline) throws TransportException {
        SshdSocketAddress door = new SshdSocketAddress(hop.host(), hop.port());
        return new Dial(client, hop, door, deadline).session(() -> logins.prepare(hop));
    }

    /** Through a door of our own on the loopback interface, which is shut as soon as we are inside. */
    private ClientSession through(ClientSession jump, Hop hop, Deadline deadline) throws TransportException {
        try {
            SshdSocketAddress door = jump.startLocalPortForwarding(
                    new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(hop.host(), hop.port()));
            try {
                return new Dial(client, hop, door, deadline).session(() -> logins.prepare(hop));
            } finally {
                jump.stopLocalPortForwarding(door);
            }
        } catch (IOException e) {
            throw new TransportException(
                    Kind.UNREACHABLE, "No way through the jump host to " + hop.name() + ": " + e.getMessage(), e);
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
