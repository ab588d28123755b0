package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.Tunnel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshTransportTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static DemoFleet fleet;
    private static SshTransport ssh;

    @BeforeAll
    static void start() throws Exception {
        fleet = DemoFleet.start();
        ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
    }

    @AfterAll
    static void stop() throws Exception {
        ssh.close();
        fleet.close();
    }

    @Test
    void scripts_run_on_the_host_they_were_meant_for() throws Exception {
        for (var host : fleet.hosts()) {
            try (Connection connection = ssh.connect(fleet.target(host.name()), LIMIT)) {
                Frame frame = connection
                        .shell(Become.NONE)
                        .run("echo $NIGHTSHIFT_HOST_NAME; pwd; echo e >&2; (exit 9)", LIMIT);
                assertThat(frame).isEqualTo(Frame.of(9, host.name() + "\n" + host.root() + "\n", "e\n"));
            }
        }
    }

    @Test
    void files_arrive_unchanged_in_both_directions() throws Exception {
        try (Connection connection = ssh.connect(fleet.target("pc02"), LIMIT)) {
            for (int size : new int[] {0, 10, 65_536, 65_537, 7_000_000}) {
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                Path file = fleet.host("pc02").root().resolve("file " + size);
                connection.upload(Become.NONE, file.toString(), new ByteArrayInputStream(bytes), size, LIMIT);
                assertThat(file).hasBinaryContent(bytes);
                ByteArrayOutputStream back = new ByteArrayOutputStream();
                connection.download(Become.NONE, "file " + size, back, 10_000_000, LIMIT);
                assertThat(back.toByteArray()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void a_tunnel_carries_bytes_both_ways() throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                Connection connection = ssh.connect(fleet.target("pc03"), LIMIT);
                Tunnel tunnel = connection.tunnel("127.0.0.1", server.getLocalPort(), LIMIT);
                Socket accepted = server.accept()) {
            tunnel.output().write("question".getBytes(StandardCharsets.UTF_8));
            tunnel.output().flush();
            assertThat(new String(accepted.getInputStream().readNBytes(8), StandardCharsets.UTF_8))
                    .isEqualTo("question");
            accepted.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
            accepted.shutdownOutput();
            assertThat(new String(tunnel.input().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("answer");
        }
    }

    @Test
    void a_host_that_is_switched_off_is_unreachable() throws Exception {
        fleet.switchOff("pc08");
        assertThatThrownBy(() -> ssh.connect(fleet.target("pc08"), LIMIT))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContaining("pc08 does not answer at 127.0.0.1 port");
    }

    @Test
    void a_wrong_user_is_refused_by_name_and_told_what_was_tried() {
        assertThatThrownBy(() -> ssh.connect(fleet.target("pc04").withUser("nobody"), LIMIT))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION))
                .hasMessageContaining("pc04 did not let nobody@127.0.0.1:")
                .hasMessageContaining("tried one key");
    }

    @Test
    void a_script_beyond_its_limit_is_stopped_on_the_host(@TempDir Path folder) throws Exception {
        Path sign = folder.resolve("sign");
        try (Connection connection = ssh.connect(fleet.target("pc05"), LIMIT)) {
            Shell shell = connection.shell(Become.NONE);
            assertThatThrownBy(() -> shell.run("sleep 2; touch " + sign, Duration.ofMillis(200)))
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
            assertThat(shell.run("sleep 2.2; echo next", LIMIT).stdout().text()).isEqualTo("next\n");
            assertThat(Files.exists(sign)).isFalse();
        }
    }

    @Test
    void numbers() throws Exception {
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            try (Connection connection = ssh.connect(fleet.target("pc06"), LIMIT)) {
                double connect = millisSince(start);
                Shell shell = connection.shell(Become.NONE);
                for (int i = 0; i < 300; i++) {
                    shell.run(":", LIMIT);
                }
                start = System.nanoTime();
                for (int i = 0; i < 200; i++) {
                    shell.run(":", LIMIT);
                }
                double builtin = millisSince(start) / 200;
                start = System.nanoTime();
                for (int i = 0; i < 200; i++) {
                    shell.run("/bin/true", LIMIT);
                }
                double fork = millisSince(start) / 200;
                System.out.printf(
                        "connect and log in %.1f ms, `:` %.2f ms, one fork %.2f ms%n", connect, builtin, fork);
            }
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
