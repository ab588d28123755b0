package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/** Apache MINA's client with the settings that make it fast, watchful and strict; its defaults are none of these. */
final class ClientBehaviour extends SshClient {
    static final AttributeKey<Login> LOGIN = new AttributeKey<>();

    private ClientBehaviour() {}

    /** A started client; one serves any number of hosts. */
    static ClientBehaviour started() {
        ClientBehaviour client = (ClientBehaviour) ClientBuilder.builder()
                .factory(ClientBehaviour::new)
                .keyExchangeFactories(
                        NamedFactory.setUpTransformedFactories(true, fastestFirst(), ClientBuilder.DH2KEX))
                .cipherFactories(ciphers())
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .serverKeyVerifier(
                        (session, address, key) -> login(session).hostKey().accepts(key))
                .build();
        client.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(LoginMethods.password());
        client.setUserAuthFactories(LoginMethods.factories());
        client.addSessionListener(new Proposal());
        // What a host still says of a channel we gave up is no news. The default answers it with a failure of that
        // channel,
        // and OpenSSH ends the whole connection over a channel that it does not know either.
        client.setUnknownChannelReferenceHandler((service, command, channel, buffer) -> null);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        // A write waits for window space as long as its deadline allows; the deadline closes the channel.
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, Duration.ofDays(1));
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(5));
        client.start();
        return client;
    }

    /** Connects to a door that leads to the host of a login; whose name, key and user count is the login's business. */
    ConnectFuture dial(Login login, SocketAddress door) throws IOException {
        Hop hop = login.hop();
        HostConfigEntry entry = new HostConfigEntry("", hop.host(), hop.port(), hop.user());
        entry.setIdentitiesOnly(true);
        return doConnect(
                hop.user(),
                door,
                AttributeRepository.ofKeyValuePair(LOGIN, login),
                null,
                KeyIdentityProvider.EMPTY_KEYS_PROVIDER,
                entry);
    }

    /** The login that a session was made for. */
    static Login login(Session session) {
        AttributeRepository context = session instanceof ClientSession client ? client.getConnectionContext() : null;
        Login login = context == null ? null : context.getAttribute(LOGIN);
        if (login == null) {
            throw new IllegalStateException("Sessions are made by SshTransport only");
        }
        return login;
    }

    private static List<NamedFactory<Cipher>> ciphers() {
        List<NamedFactory<Cipher>> fastestFirst = new ArrayList<>();
        for (BuiltinCiphers cipher : List.of(
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.cc20p1305_openssh,
                BuiltinCiphers.aes128ctr,
                BuiltinCiphers.aes192ctr,
                BuiltinCiphers.aes256ctr)) {
            if (cipher.isSupported()) {
                fastestFirst.add(cipher);
            }
        }
        return fastestFirst;
    }

    private static List<BuiltinDHFactories> fastestFirst() {
        List<BuiltinDHFactories> first = List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.curve25519_libssh);
        List<BuiltinDHFactories> all = new ArrayList<>(first);
        BaseBuilder.DEFAULT_KEX_PREFERENCE.stream()
                .filter(factory -> !first.contains(factory))
                .forEach(all::add);
        return all;
    }

    /** The names in a certificate are compared with the host we mean, not with our end of a tunnel through a jump host. */
    @Override
    protected void onConnectOperationComplete(
            IoSession ioSession,
            ConnectFuture connectFuture,
            String username,
            SocketAddress address,
            KeyIdentityProvider identities,
            HostConfigEntry hostConfig)
            throws IOException, GeneralSecurityException {
        SocketAddress meant = InetSocketAddress.createUnresolved(hostConfig.getHostName(), hostConfig.getPort());
        super.onConnectOperationComplete(ioSession, connectFuture, username, meant, identities, hostConfig);
    }

    private static final class Proposal implements SessionListener {
        @Override
        public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
            proposal.computeIfPresent(
                    KexProposalOption.SERVERKEYS,
                    (option, algorithms) ->
                            String.join(",", login(session).hostKey().order(Arrays.asList(algorithms.split(",")))));
        }
    }
}
