package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to log in, and what is said when none of them works. */
class LoginTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static DemoFleet fleet;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        fleet = DemoFleet.start(folder.resolve("fleet"), 2);
    }

    @AfterAll
    static void stop() throws Exception {
        fleet.close();
    }

    private static String hostname(SshSettings settings, Target target) throws TransportException {
        try (SshTransport ssh = new SshTransport(settings);
                var connection = ssh.connect(target, LIMIT)) {
            return connection
                    .shell(Become.NONE)
                    .run("echo $NIGHTSHIFT_HOST_NAME", LIMIT)
                    .stdout()
                    .text()
                    .strip();
        }
    }

    private static SshSettings settings() {
        return SshSettings.only(fleet.knownHosts());
    }

    private static Path copyOfKey(String name) throws IOException {
        Path copy = folder.resolve(name);
        Files.deleteIfExists(copy);
        return Files.copy(fleet.privateKey(), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void an_encrypted_key_opens_with_its_passphrase_asked_once() throws Exception {
        assumeTrue(KeyedServer.OPENSSH, "ssh-keygen is not installed");
        Path key = copyOfKey("encrypted");
        KeyedServer.run("ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", key.toString());
        AtomicInteger asked = new AtomicInteger();
        SshSettings asking = settings().withPassphrases(file -> {
            asked.incrementAndGet();
            return Secret.of("open sesame");
        });
        try (SshTransport ssh = new SshTransport(asking)) {
            for (String host : List.of("pc01", "pc02")) {
                ssh.connect(fleet.target(host).withPrivateKey(key, null), LIMIT).close();
            }
        }
        assertThat(asked).hasValue(1);
        assertThat(hostname(settings(), fleet.target("pc01").withPrivateKey(key, Secret.of("open sesame"))))
                .isEqualTo("pc01");
        assertThatThrownBy(() -> hostname(settings(), fleet.target("pc01").withPrivateKey(key, Secret.of("wrong"))))
                .hasMessage("The passphrase does not open the key file " + key);
        assertThatThrownBy(() -> hostname(settings(), fleet.target("pc01").withPrivateKey(key, null)))
                .hasMessageStartingWith("The key file " + key + " is encrypted:");
    }

    @Test
    void keys_in_pem_format_are_read() throws Exception {
        assumeTrue(KeyedServer.OPENSSH, "ssh-keygen is not installed");
        for (String[] kind :
                new String[][] {{"rsa", "PEM", ""}, {"ecdsa", "PEM", ""}, {"rsa", "PEM", "secret"}, {"rsa", "PKCS8", ""}
                }) {
            Path key = folder.resolve(String.join("-", kind));
            KeyedServer.run("ssh-keygen", "-q", "-t", kind[0], "-m", kind[1], "-N", kind[2], "-f", key.toString());
            // The demo fleet knows one key only: being refused shows that this one was read and offered.
            assertThatThrownBy(() -> hostname(settings(), fleet.target("pc01").withPrivateKey(key, Secret.of(kind[2]))))
                    .as(key.toString())
                    .hasMessageContaining("tried one key");
        }
    }

    @Test
    void a_missing_or_broken_key_file_is_named() throws Exception {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> hostname(settings(), fleet.target("pc01").withPrivateKey(missing, null)))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SETTINGS))
                .hasMessage("There is no key file " + missing);
        Path broken = Files.writeString(folder.resolve("broken"), "no key at all\n");
        assertThatThrownBy(() -> hostname(settings(), fleet.target("pc01").withPrivateKey(broken, null)))
                .hasMessageStartingWith(broken + " holds no private key");
    }

    @Test
    void an_agent_signs_for_us() throws Exception {
        assumeTrue(KeyedServer.OPENSSH, "ssh-agent is not installed");
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            for (int i = 0; i < 100 && !Files.exists(socket); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            ProcessBuilder add =
                    new ProcessBuilder("ssh-add", "-q", fleet.privateKey().toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.redirectErrorStream(true).start().waitFor()).isZero();
            Target keyless = fleet.target("pc02").withPrivateKey(null, null);
            assertThat(hostname(settings().withAgent(socket), keyless)).isEqualTo("pc02");
            // Only keys that are named may be offered then, and none is.
            assertThatThrownBy(() -> hostname(
                            settings().withAgent(socket), keyless.withOptions(Map.of("IdentitiesOnly", "yes"))))
                    .hasMessageContaining("tried no key and no password");
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        List<String> notes = new ArrayList<>();
        assertThat(hostname(settings().withAgent(socket).withNotes(notes::add), fleet.target("pc01")))
                .isEqualTo("pc01");
        assertThat(notes).singleElement().asString().startsWith("The SSH agent at " + socket + " does not answer");
    }

    @Test
    void the_ssh_configuration_fills_what_the_inventory_leaves_open() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config"), """
                # comments and case do not matter
                host office-*  !office-9
                  HOSTNAME 127.0.0.1
                  Port=%d
                  User demo
                  IdentityFile "%s"
                Host *
                  User somebody-else
                  StrictHostKeyChecking no
                Match user nobody
                  Port 1
                """.formatted(fleet.host("pc02").port(), fleet.privateKey()));
        List<String> notes = new ArrayList<>();
        SshSettings configured = settings().withConfigs(List.of(config)).withNotes(notes::add);
        assertThat(hostname(configured, Target.of("office-1"))).isEqualTo("pc02");
        assertThat(notes)
                .containsExactlyInAnyOrder(
                        config + ":10: `Match` blocks are not understood; this one is ignored",
                        "StrictHostKeyChecking no for office-1 is ignored: host keys are checked here always."
                                + " Use --accept-new for first contact");
        assertThatThrownBy(() -> hostname(configured, Target.of("office-9"))).hasMessageContaining("office-9");
    }

    @Test
    void jump_hosts_are_chained_and_found_in_the_configuration() throws Exception {
        int one = fleet.host("pc01").port();
        int two = fleet.host("pc02").port();
        assertThat(hostname(
                        settings(), fleet.target("pc02").withJump("demo@127.0.0.1:" + one + ",demo@127.0.0.1:" + two)))
                .isEqualTo("pc02");
        Map<String, String> common = SshArguments.options(
                "-C -o ControlMaster=auto -o ProxyCommand=\"ssh -W %h:%p -q -p " + one + " demo@127.0.0.1\"",
                note -> {});
        assertThat(hostname(settings(), fleet.target("pc02").withOptions(common)))
                .isEqualTo("pc02");
        Path config = Files.writeString(folder.resolve("circle"), "Host a\n ProxyJump b\nHost b\n ProxyJump a\n");
        assertThatThrownBy(() -> hostname(settings().withConfigs(List.of(config)), Target.of("a")))
                .hasMessageContaining("lead in a circle");
        assertThatThrownBy(() ->
                        hostname(settings(), fleet.target("pc01").withOptions(Map.of("ProxyCommand", "nc %h %p"))))
                .hasMessage("The way to pc01 is given as `ProxyCommand nc %h %p`; only `ssh -W %h:%p JUMPHOST` is"
                        + " understood. Use ProxyJump instead");
    }

    @Test
    void a_host_that_hangs_up_early_is_asked_again() throws Exception {
        // Like sshd beyond MaxStartups: the first two connections are closed at once, the third goes through.
        AtomicInteger seen = new AtomicInteger();
        try (ServerSocket door = new ServerSocket(0)) {
            Thread porter = new Thread(() -> {
                try {
                    while (true) {
                        Socket guest = door.accept();
                        if (seen.incrementAndGet() <= 2) {
                            guest.close();
                        } else {
                            Relay.between(
                                    guest,
                                    new Socket("127.0.0.1", fleet.host("pc01").port()));
                        }
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            porter.setDaemon(true);
            porter.start();
            Target busy = fleet.target("pc01")
                    .withPort(door.getLocalPort())
                    .withOptions(Map.of(
                            "HostKeyAlias",
                            "pc01",
                            "UserKnownHostsFile",
                            knownAs("pc01", door.getLocalPort()).toString()));
            assertThat(hostname(settings(), busy)).isEqualTo("pc01");
            assertThat(seen).hasValue(3);
        }
    }

    private static Path knownAs(String alias, int port) throws IOException {
        String line = Files.readAllLines(fleet.knownHosts()).get(0);
        return Files.writeString(
                folder.resolve("known-as"), "[" + alias + "]:" + port + line.substring(line.indexOf(' ')) + "\n");
    }
}
