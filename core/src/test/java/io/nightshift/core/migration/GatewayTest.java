package io.nightshift.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.local.LocalTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A port of the loopback interface that leads to a server; the connection is this machine's own. */
class GatewayTest {
    private ServerSocket server;
    private Connection connection;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        connection = new LocalTransport().connect(Target.of("localhost"), Duration.ofSeconds(5));
        gateway = new Gateway(() -> connection, "127.0.0.1", server.getLocalPort());
        Thread echo = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket guest = server.accept();
                    CompletableFuture.runAsync(() -> echo(guest));
                } catch (IOException e) {
                    return;
                }
            }
        });
        echo.setDaemon(true);
        echo.start();
    }

    private static void echo(Socket guest) {
        try (guest) {
            guest.getInputStream().transferTo(guest.getOutputStream());
        } catch (IOException e) {
            // The test has hung up.
        }
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
        server.close();
        connection.close();
    }

    private Socket connected() throws IOException {
        String[] parts = gateway.address().split(":");
        return new Socket(parts[0], Integer.parseInt(parts[1]));
    }

    @Test
    void bytesGoBothWaysAndEndsAreHandedOn() throws Exception {
        byte[] sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        try (Socket socket = connected()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(sent);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            byte[] got = socket.getInputStream().readAllBytes();
            writing.get(10, TimeUnit.SECONDS);
            assertThat(Arrays.equals(got, sent)).as("%s bytes", got.length).isTrue();
        }
        assertThat(gateway.trouble()).isNull();
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        server.close();
        try (Socket socket = connected()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.trouble() != null);
        assertThat(gateway.trouble()).contains("127.0.0.1:").contains("does not answer");
    }

    @Test
    void whoIsInsideIsPutOutWhenItCloses() throws Exception {
        try (Socket socket = connected()) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            gateway.close();
            InputStream rest = socket.getInputStream();
            assertThat(rest.read()).isEqualTo(-1);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "becomes another user")
    void nobodyElseIsLetIn() throws Exception {
        String port = gateway.address().split(":")[1];
        String script = "exec 3<>/dev/tcp/127.0.0.1/" + port
                + "; echo hello >&3; read -r -t 5 answer <&3; echo \"got $answer\"";
        assertThat(said("bash", "-c", script)).isEqualTo("got hello\n");
        assertThat(said("setpriv", "--reuid=65534", "--clear-groups", "bash", "-c", script))
                .isEqualTo("got \n");
    }

    private static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
