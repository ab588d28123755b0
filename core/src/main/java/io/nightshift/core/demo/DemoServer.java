package io.nightshift.core.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** One SSH server with a port for each host: a host is told from the others by the port it was reached at. */
final class DemoServer extends SshServer {
    private static final String KEY_TYPE = KeyPairProvider.SSH_ED25519;

    private final KeyPair userKey;
    private final Map<Integer, DemoHost> hosts = new ConcurrentHashMap<>();
    private final Map<Integer, KeyPair> hostKeys = new ConcurrentHashMap<>();

    private DemoServer(KeyPair userKey) {
        this.userKey = userKey;
    }

    static DemoServer started() throws IOException {
        KeyPair userKey = newKey();
        DemoServer server = (DemoServer)
                ServerBuilder.builder().factory(() -> new DemoServer(userKey)).build();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(session -> List.of(server.hostKey(portOf(session))));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(DemoFleet.USER) && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory(
                (channel, command) -> new DemoCommand(server.hostOf(channel), List.of("/bin/sh", "-c", command)));
        server.setShellFactory(channel -> new DemoCommand(server.hostOf(channel), List.of("/bin/sh")));
        server.setForwardingFilter(new OnlyToThisMachine());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
        server.start();
        // start() binds one port that belongs to no host.
        server.acceptor.unbind();
        return server;
    }

    private static KeyPair newKey() throws IOException {
        try {
            return KeyUtils.generateKeyPair(KEY_TYPE, 256);
        } catch (GeneralSecurityException e) {
            throw new IOException("No " + KEY_TYPE + " key could be made: " + e.getMessage(), e);
        }
    }

    /** Opens a port for one more host. */
    synchronized DemoHost add(String name, Path root) throws IOException {
        Set<SocketAddress> before = new HashSet<>(acceptor.getBoundAddresses());
        acceptor.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        Set<SocketAddress> added = new HashSet<>(acceptor.getBoundAddresses());
        added.removeAll(before);
        int port = ((InetSocketAddress) added.iterator().next()).getPort();
        DemoHost host = new DemoHost(name, port, root);
        hostKeys.put(port, newKey());
        hosts.put(port, host);
        return host;
    }

    /** Closes a host's port to new connections. */
    void close(int port) {
        acceptor.unbind(new InetSocketAddress("127.0.0.1", port));
    }

    KeyPair userKey() {
        return userKey;
    }

    PublicKey publicHostKey(DemoHost host) {
        return hostKey(host.port()).getPublic();
    }

    private KeyPair hostKey(int port) {
        KeyPair key = hostKeys.get(port);
        if (key == null) {
            throw new IllegalStateException("Port " + port + " belongs to no demo host");
        }
        return key;
    }

    private DemoHost hostOf(ChannelSession channel) {
        DemoHost host = hosts.get(portOf(channel.getSession()));
        if (host == null) {
            throw new IllegalStateException("The channel belongs to no demo host");
        }
        return host;
    }

    private static int portOf(SessionContext session) {
        return ((InetSocketAddress) session.getLocalAddress()).getPort();
    }

    private static final class OnlyToThisMachine extends RejectAllForwardingFilter {
        @Override
        protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
            String host = target.getHostName();
            return request.equals("direct-tcpip")
                    && (host.equals("localhost") || host.equals("::1") || host.matches("127\\.[0-9.]+"));
        }
    }
}
