package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Host keys against a real server, with OpenSSH's own client as the judge of every case. */
class HostKeyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static KeyedServer server;

    @BeforeAll
    static void start() throws Exception {
        server = KeyedServer.start(folder);
        if (!KeyedServer.OPENSSH) {
            System.out.println("OpenSSH's client is not installed: its opinion on host keys is not asked for");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @TestFactory
    List<DynamicTest> every_entry_is_judged_as_openssh_does() throws Exception {
        return cases("host-keys.txt").stream()
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    String[] parts = line.split("\\s*\\|\\s*", 2);
                    server.show(null);
                    judge(parts[0], parts[1]);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> certificates_are_judged_as_openssh_does() throws Exception {
        if (!KeyedServer.OPENSSH) {
            return List.of();
        }
        return cases("host-certificates.txt").stream()
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    String[] parts = line.split("\\s*\\|\\s*", 3);
                    server.show(parts[0]);
                    judge(parts[1], parts[2]);
                }))
                .toList();
    }

    private static List<String> cases(String name) throws IOException {
        try (InputStream text = HostKeyTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static void judge(String expected, String entries) throws Exception {
        Path known = Files.createTempFile(folder, "known", "");
        Files.writeString(known, fill(entries));
        String seen = verdict(known, HostKeyPolicy.STRICT);
        assertThat(seen.equals("accepted") ? "accepted" : expected.equals("refused") ? "refused" : seen)
                .isEqualTo(expected);
        if (KeyedServer.OPENSSH) {
            assertThat(opensshAccepts(known)).as("OpenSSH's opinion").isEqualTo(expected.equals("accepted"));
        }
    }

    private static String fill(String entries) {
        String name = "[127.0.0.1]:" + server.port();
        byte[] salt = new byte[20];
        String hashed = "|1|" + Base64.getEncoder().encodeToString(salt) + "|"
                + Base64.getEncoder().encodeToString(KnownHostsLine.hash(salt, name));
        String filled = entries.replace(";", "\n")
                .replace("HASHED", hashed)
                .replace("NAME", name)
                .replace("HOST", "127.0.0.1");
        for (String key : List.of("ED", "RSA", "OTHER", "CA")) {
            filled = filled.replaceAll("(?m) " + key + "$", " " + server.publicKey(key));
        }
        return filled + "\n";
    }

    private static String verdict(Path known, HostKeyPolicy policy) {
        try (SshTransport ssh = new SshTransport(SshSettings.only(known).withPolicy(policy));
                var connection = ssh.connect(target(), LIMIT)) {
            return connection.isOpen() ? "accepted" : "lost";
        } catch (TransportException e) {
            return switch (e.kind()) {
                case HOST_KEY_UNKNOWN -> "unknown";
                case HOST_KEY_CHANGED -> "changed";
                case HOST_KEY_REVOKED -> "revoked";
                default -> e.kind().name().toLowerCase(Locale.ROOT) + ": " + e.getMessage();
            };
        }
    }

    private static Target target() {
        return Target.of("pc1")
                .withAddress("127.0.0.1")
                .withPort(server.port())
                .withUser("tech")
                .withPrivateKey(server.userKey(), null);
    }

    private static boolean opensshAccepts(Path known) throws Exception {
        Process ssh = new ProcessBuilder(
                        "ssh",
                        "-F",
                        "none",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=yes",
                        "-o",
                        "GlobalKnownHostsFile=/dev/null",
                        "-o",
                        "UserKnownHostsFile=" + known,
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "UpdateHostKeys=no",
                        "-i",
                        server.userKey().toString(),
                        "-p",
                        String.valueOf(server.port()),
                        "tech@127.0.0.1",
                        "true")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssh.log").toFile())
                .start();
        assertThat(ssh.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return ssh.exitValue() == 0;
    }

    @Test
    void an_unknown_key_is_refused_with_its_fingerprint_and_the_next_step() throws Exception {
        server.show(null);
        Path known = Files.createTempFile(folder, "known", "");
        assertThat(message(known))
                .isEqualTo("The key of pc1 ([127.0.0.1]:" + server.port() + ") is not in " + known
                        + ". It shows ssh-ed25519 " + server.fingerprint("ED")
                        + ". Compare that with the host's own /etc/ssh/*.pub, then use --accept-new, or `ssh-keyscan`"
                        + " into known_hosts");
    }

    @Test
    void a_changed_key_is_refused_with_both_fingerprints_and_the_line() throws Exception {
        server.show(null);
        Path known = Files.createTempFile(folder, "known", "");
        Files.writeString(known, fill("# first line;NAME OTHER"));
        assertThat(message(known))
                .isEqualTo("The key of pc1 ([127.0.0.1]:" + server.port() + ") has changed: it shows ssh-ed25519 "
                        + server.fingerprint("ED") + ", but " + known + ":2 holds ssh-ed25519 "
                        + server.fingerprint("OTHER")
                        + ". Either the host was installed anew or somebody sits in between. If you know that it is new:"
                        + " ssh-keygen -f " + known + " -R '[127.0.0.1]:" + server.port() + "'");
    }

    private static String message(Path known) {
        try (SshTransport ssh = new SshTransport(SshSettings.only(known));
                var connection = ssh.connect(target(), LIMIT)) {
            return "connected: " + connection.isOpen();
        } catch (TransportException e) {
            return e.getMessage();
        }
    }

    @Test
    void a_new_host_is_written_down_hashed_and_privately_and_believed_from_then_on() throws Exception {
        server.show(null);
        Path known = folder.resolve("new/known_hosts");
        assertThat(verdict(known, HostKeyPolicy.ACCEPT_NEW)).isEqualTo("accepted");
        assertThat(verdict(known, HostKeyPolicy.ACCEPT_NEW)).isEqualTo("accepted");
        assertThat(verdict(known, HostKeyPolicy.STRICT)).isEqualTo("accepted");
        assertThat(known).content().hasLineCount(1).startsWith("|1|").doesNotContain("127.0.0.1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known)))
                .isEqualTo("rw-------");
        if (KeyedServer.OPENSSH) {
            assertThat(opensshAccepts(known)).isTrue();
        }
    }

    @Test
    void accepting_new_hosts_never_accepts_a_changed_or_revoked_one() throws Exception {
        server.show(null);
        for (String entry : List.of("NAME OTHER", "@revoked * ED")) {
            Path known = Files.createTempFile(folder, "known", "");
            Files.writeString(known, fill(entry));
            assertThat(verdict(known, HostKeyPolicy.ACCEPT_NEW)).isIn("changed", "revoked");
            assertThat(known).hasContent(fill(entry));
        }
    }
}
