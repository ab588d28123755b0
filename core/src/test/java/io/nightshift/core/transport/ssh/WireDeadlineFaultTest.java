package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.testing.FaultRelay;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that goes silent in the middle of anything: every operation ends at its own limit, and says so. */
@Timeout(120)
class WireDeadlineFaultTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static DemoFleet fleet;
    private static SshTransport ssh;

    private FaultRelay relay;

    @BeforeAll
    static void start() throws Exception {
        fleet = DemoFleet.start();
        ssh = new SshTransport(SshSettings.only(fleet.knownHosts()).withPolicy(HostKeyPolicy.ACCEPT_NEW));
    }

    @AfterAll
    static void stop() throws Exception {
        ssh.close();
        fleet.close();
    }

    @BeforeEach
    void relay() {
        relay = FaultRelay.to("127.0.0.1", fleet.target("pc01").port());
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private Target target() {
        return fleet.target("pc01").withPort(relay.port());
    }

    /** The reason, and that it came by its own limit and not by the heartbeat (13 s) or later. */
    private static TransportException late(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        TransportException e = catchThrowableOfType(TransportException.class, work);
        assertThat(e).isNotNull();
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
        assertThat(e).hasMessageContaining("within 2 s");
        return e;
    }

    @Test
    void connecting() {
        relay.goSilent();
        assertThat(late(Kind.UNREACHABLE, () -> ssh.connect(target(), SHORT)))
                .hasMessage("pc01 does not answer at 127.0.0.1 port " + relay.port() + " within 2 s");
    }

    @Test
    void runningAScript() throws Exception {
        try (Connection connection = ssh.connect(target(), LONG)) {
            Shell shell = connection.shell(Become.NONE);
            relay.goSilent();
            late(Kind.TIMEOUT, () -> shell.run("echo", SHORT));
        }
    }

    @Test
    void sendingALongScript() throws Exception {
        try (Connection connection = ssh.connect(target(), LONG)) {
            Shell shell = connection.shell(Become.NONE);
            relay.goSilent();
            late(Kind.TIMEOUT, () -> shell.run(": " + "x".repeat(8 << 20), SHORT));
        }
    }

    @Test
    void uploadingAndDownloading() throws Exception {
        try (Connection connection = ssh.connect(target(), LONG)) {
            connection.shell(Become.NONE);
            relay.goSilent();
            byte[] bytes = new byte[8 << 20];
            late(
                    Kind.TIMEOUT,
                    () -> connection.upload(Become.NONE, "big", new ByteArrayInputStream(bytes), bytes.length, SHORT));
            late(
                    Kind.TIMEOUT,
                    () -> connection.download(Become.NONE, "big", new ByteArrayOutputStream(), 1 << 20, SHORT));
        }
    }

    @Test
    void openingATunnel() throws Exception {
        try (Connection connection = ssh.connect(target(), LONG)) {
            relay.goSilent();
            late(Kind.UNREACHABLE, () -> connection.tunnel("127.0.0.1", 9, SHORT));
        }
    }

    @Test
    void closingWaitsForNobody() throws Exception {
        Connection connection = ssh.connect(target(), LONG);
        connection.shell(Become.NONE);
        relay.goSilent();
        long start = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anAgentThatDoesNotAnswerIsLeftOutAndAskedOnceOnly(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("agent");
        List<String> notes = new ArrayList<>();
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(socket));
            IOException e = catchThrowableOfType(
                    IOException.class,
                    () -> AgentSocket.open(socket, Duration.ofMillis(300)).getIdentities());
            assertThat(e).hasMessage("no answer within 0.3 s");
            SshSettings settings =
                    SshSettings.only(fleet.knownHosts()).withAgent(socket).withNotes(notes::add);
            try (Logins logins = new Logins(settings, Duration.ofMillis(300))) {
                Hop hop = new Routes(settings).to(fleet.target("pc02")).get(0);
                assertThat(logins.prepare(hop).agent()).isNull();
                assertThat(logins.prepare(hop).agent()).isNull();
            }
        }
        assertThat(notes)
                .containsExactly(
                        "The SSH agent at " + socket + " does not answer and is not used: no answer within 0.3 s");
    }
}
