package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SSH servers that mean ill or are broken: none holds us longer than its limit, none fills our memory, each gets a sentence. */
@Timeout(300)
class HostileServerFaultTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final long PATIENCE_SECONDS = 90;
    private static final byte[] BANNER = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** What such a server does with one connection. */
    private interface Malice {
        void treat(Socket client, OutputStream out) throws IOException;
    }

    private static final Map<String, Malice> BEFORE_LOGIN = new LinkedHashMap<>();

    static {
        BEFORE_LOGIN.put("an endless banner", (client, out) -> forEver(out, "SSH-2.0-x", "x".repeat(8192)));
        BEFORE_LOGIN.put(
                "endless lines before the banner", (client, out) -> forEver(out, "", "welcome\r\n".repeat(900)));
        BEFORE_LOGIN.put("one endless line", (client, out) -> forEver(out, "", "w".repeat(8192)));
        BEFORE_LOGIN.put("no banner", (client, out) -> client.getInputStream().readAllBytes());
        BEFORE_LOGIN.put(
                "another protocol",
                (client, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        BEFORE_LOGIN.put(
                "an old protocol", (client, out) -> out.write("SSH-1.5-old\r\n".getBytes(StandardCharsets.US_ASCII)));
        BEFORE_LOGIN.put("a banner that drips", (client, out) -> {
            for (byte next : ("SSH-2.0-" + "d".repeat(500)).getBytes(StandardCharsets.US_ASCII)) {
                out.write(next);
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
        BEFORE_LOGIN.put("a packet of two gigabytes", (client, out) -> {
            out.write(BANNER);
            forEver(out, "\u007f\u007f\u007f\u007f", "p".repeat(8192));
        });
        BEFORE_LOGIN.put("packets of noise", (client, out) -> {
            out.write(BANNER);
            forEver(out, "\0\0\0\u0010\u0004", "\u0014noise".repeat(900));
        });
        BEFORE_LOGIN.put("endless messages to ignore", (client, out) -> {
            out.write(BANNER);
            byte[] ignore = new byte[] {0, 0, 0, 12, 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            byte[] many = new byte[ignore.length * 500];
            for (int i = 0; i < 500; i++) {
                System.arraycopy(ignore, 0, many, i * ignore.length, ignore.length);
            }
            while (true) {
                out.write(many);
            }
        });
        BEFORE_LOGIN.put("nothing after the banner", (client, out) -> {
            out.write(BANNER);
            client.getInputStream().readAllBytes();
        });
        BEFORE_LOGIN.put("hangs up at once", (client, out) -> {});
        BEFORE_LOGIN.put("hangs up after the banner", (client, out) -> out.write(BANNER));
    }

    private static void forEver(OutputStream out, String first, String again) throws IOException {
        out.write(first.getBytes(StandardCharsets.ISO_8859_1));
        byte[] block = again.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(block);
        }
    }

    private record Seen(String what, String said, double seconds) {
        boolean well() {
            return seconds < PATIENCE_SECONDS && !said.isBlank() && !said.contains("Exception") && said.length() < 400;
        }
    }

    @Test
    void noneHoldsUsOrFillsOurMemory() throws Exception {
        long before = used();
        List<Callable<Seen>> tries = new ArrayList<>();
        BEFORE_LOGIN.forEach((what, malice) -> tries.add(() -> {
            try (ServerSocket door = serving(malice)) {
                return connecting(what, door.getLocalPort());
            }
        }));
        for (String what : List.of("login without end", "floods stdout", "floods stderr", "floods requests")) {
            tries.add(() -> {
                try (SshServer server = server(what)) {
                    return connecting(what, server.getPort());
                }
            });
        }
        List<Seen> all = new ArrayList<>();
        long most = 0;
        ExecutorService together = Executors.newFixedThreadPool(tries.size());
        try {
            List<Future<Seen>> running = tries.stream().map(together::submit).toList();
            for (Future<Seen> one : running) {
                all.add(one.get());
                most = Math.max(most, used() - before);
            }
        } finally {
            together.shutdownNow();
        }
        long well = all.stream().filter(Seen::well).count();
        double worst = all.stream().mapToDouble(Seen::seconds).max().orElse(0);
        Scoreboard.line(
                "S-01",
                "hostile-server",
                all.size(),
                well,
                String.format(
                        "%.1f s; limits are %d s to connect and 30 s to open a shell; %d MB more in use",
                        worst, LIMIT.toSeconds(), most >> 20));
        assertThat(all).allMatch(Seen::well);
        assertThat(most).as("bytes in use after each").isLessThan(64L << 20);
    }

    private Seen connecting(String what, int port) {
        long start = System.nanoTime();
        String said;
        try (SshTransport ssh = new SshTransport(
                        SshSettings.only(folder.resolve("known" + port)).withPolicy(HostKeyPolicy.ACCEPT_NEW));
                Connection connection = ssh.connect(
                        Target.of("evil")
                                .withAddress("127.0.0.1")
                                .withPort(port)
                                .withUser("u")
                                .withPassword(io.nightshift.core.transport.Secret.of("p")),
                        LIMIT)) {
            said = "ran: " + connection.shell(Become.NONE).run("echo", LIMIT).status();
        } catch (TransportException e) {
            said = e.kind() + ": " + e.getMessage();
        }
        return new Seen(what, said, (System.nanoTime() - start) / 1e9);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static ServerSocket serving(Malice malice) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    Thread treating = new Thread(() -> {
                        try (client) {
                            malice.treat(client, client.getOutputStream());
                        } catch (IOException e) {
                            // We hung up: well done.
                        }
                    });
                    treating.setDaemon(true);
                    treating.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    private static SshServer server(String what) throws Exception {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        var key = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> {
            if (what.equals("login without end")) {
                LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
            }
            return true;
        });
        server.setCommandFactory((channel, command) -> new Flood(what));
        server.start();
        return server;
    }

    /** A command that never reads and writes without end. */
    private static final class Flood implements Command {
        private final String what;
        private OutputStream out;
        private OutputStream err;
        private ChannelSession channel;
        private volatile boolean over;

        private Flood(String what) {
            this.what = what;
        }

        @Override
        public void setInputStream(java.io.InputStream in) {}

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void start(ChannelSession session, Environment environment) {
            channel = session;
            Thread thread = new Thread(this::flood);
            thread.setDaemon(true);
            thread.start();
        }

        private void flood() {
            byte[] block = new byte[32 << 10];
            Arrays.fill(block, (byte) 'f');
            try {
                while (!over) {
                    if (what.equals("floods requests")) {
                        Session session = channel.getSession();
                        Buffer buffer = session.createBuffer((byte) 98, 64);
                        buffer.putUInt(channel.getRecipient());
                        buffer.putString("nonsense@flood");
                        buffer.putBoolean(false);
                        session.writePacket(buffer).verify(Duration.ofSeconds(5));
                    } else {
                        OutputStream to = what.equals("floods stderr") ? err : out;
                        to.write(block);
                        to.flush();
                    }
                }
            } catch (IOException | RuntimeException e) {
                // We hung up: well done.
            }
        }

        @Override
        public void destroy(ChannelSession session) {
            over = true;
        }
    }
}
