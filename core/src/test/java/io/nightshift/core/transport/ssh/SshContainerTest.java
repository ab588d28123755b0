package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Become.Method;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@NeedsTargets
class SshContainerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static TargetFleet fleet;
    private static SshTransport ssh;

    @BeforeAll
    static void start() throws Exception {
        fleet = TargetFleet.start(2);
        ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
    }

    @AfterAll
    static void stop() throws Exception {
        ssh.close();
        fleet.close();
    }

    private static Target target(TargetHost host, String user) {
        return Target.of(host.name())
                .withAddress(host.address())
                .withUser(user)
                .withPrivateKey(fleet.privateKey(), null);
    }

    private static Connection connect(String user) throws TransportException {
        return ssh.connect(target(fleet.host(), user), LIMIT);
    }

    private static Secret password() {
        return Secret.of(fleet.password());
    }

    private static Become sudo(Secret password) {
        return new Become.User("root", Method.SUDO, password, List.of());
    }

    private static void refused(Kind kind, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void a_password_alone_logs_in() throws Exception {
        Target byPassword = target(fleet.host(), "tech").withPrivateKey(null, null);
        try (Connection tech = ssh.connect(byPassword.withPassword(password()), LIMIT)) {
            assertThat(tech.shell(Become.NONE).run("id -un", LIMIT).stdout().text())
                    .isEqualTo("tech\n");
        }
        refused(
                Kind.AUTHENTICATION,
                "tried the password",
                () -> ssh.connect(byPassword.withPassword(Secret.of("wrong")), LIMIT));
        assertThat(fleet.host()
                        .sh("journalctl -u ssh --since -60s | grep -c 'Failed password' || true")
                        .stdout()
                        .strip())
                .as("attempts seen by the host")
                .isIn("1", "0");
    }

    @Test
    void a_hundred_megabytes_arrive_with_their_checksum_as_root_too() throws Exception {
        long size = 100_000_000;
        try (Connection tech = connect("tech")) {
            for (Become as : List.of(Become.NONE, sudo(password()))) {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                long start = System.nanoTime();
                try (InputStream bytes = new DigestInputStream(new Noise(size), sha256)) {
                    tech.upload(
                            as,
                            "/tmp/big-" + (as == Become.NONE ? "tech" : "root"),
                            bytes,
                            size,
                            Duration.ofMinutes(5));
                }
                System.out.printf("100 MB up in %.2f s%n", (System.nanoTime() - start) / 1e9);
            }
            MessageDigest expected = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(new Noise(size), expected).readAllBytes();
            String sum = HexFormat.of().formatHex(expected.digest());
            assertThat(tech.shell(sudo(password()))
                            .run("cd /tmp; sha256sum big-tech big-root; stat -c '%U %a' big-*", LIMIT)
                            .stdout()
                            .text())
                    .isEqualTo(sum + "  big-tech\n" + sum + "  big-root\nroot 600\ntech 600\n");
        }
    }

    /** Bytes that look random and are always the same, made without memory. */
    private static final class Noise extends InputStream {
        private final Random random = new Random(1);
        private long left;

        private Noise(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, left), 64 << 10);
            byte[] noise = new byte[count];
            for (int i = 0; i < count; i++) {
                noise[i] = (byte) random.nextInt(256);
            }
            System.arraycopy(noise, 0, bytes, offset, count);
            left -= count;
            return count;
        }
    }

    @Test
    void a_full_disk_is_named_in_the_hosts_own_words() throws Exception {
        try (Connection root = connect("root")) {
            root.shell(Become.NONE).run("mkdir -p /mnt/small; mount -t tmpfs -o size=1m none /mnt/small", LIMIT);
            for (int size : new int[] {60_000, 3_000_000}) {
                root.shell(Become.NONE).run("head -c 1030000 /dev/zero > /mnt/small/filler", LIMIT);
                refused(
                        Kind.FILE,
                        "/mnt/small/file could not be written as "
                                + fleet.host().name(),
                        () -> root.upload(
                                Become.NONE, "/mnt/small/file", new ByteArrayInputStream(new byte[size]), size, LIMIT));
            }
            root.shell(Become.NONE).run("umount /mnt/small", LIMIT);
        }
    }

    @Test
    void a_killed_sshd_in_the_middle_of_a_script_is_an_unknown_outcome_found_at_once() throws Exception {
        try (Connection root = connect("root")) {
            Shell shell = root.shell(Become.NONE);
            long start = System.nanoTime();
            assertThatThrownBy(() -> shell.run("kill -9 $PPID; sleep 20", LIMIT))
                    .isInstanceOfSatisfying(TransportException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
                        assertThat(e.outcomeUnknown()).isTrue();
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(root.isOpen()).isFalse();
        }
    }

    @Test
    void a_host_that_falls_silent_is_noticed_by_the_heartbeat() throws Exception {
        TargetHost host = fleet.host("target2");
        try (Connection root = ssh.connect(target(host, "root"), LIMIT)) {
            Shell shell = root.shell(Become.NONE);
            host.freeze();
            try {
                refused(Kind.CONNECTION_LOST, "broke while a script ran", () -> shell.run(":", Duration.ofMinutes(2)));
            } finally {
                host.unfreeze();
            }
        }
    }

    @Test
    void a_background_process_holds_neither_script_nor_connection() throws Exception {
        try (Connection root = connect("root")) {
            Shell shell = root.shell(Become.NONE);
            long start = System.nanoTime();
            assertThat(shell.run("sleep 12 & echo started", LIMIT).stdout().text())
                    .isEqualTo("started\n");
            assertThat(shell.run("sleep 12 & exit 0", LIMIT).status()).isZero();
            assertThat(shell.run("echo next", LIMIT).stdout().text()).isEqualTo("next\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_jump_host_leads_to_a_host_behind_it() throws Exception {
        TargetHost behind = fleet.host("target2");
        Target through = target(behind, "tech").withJump("root@" + fleet.host().address());
        try (Connection tech = ssh.connect(through, LIMIT)) {
            assertThat(tech.shell(Become.NONE)
                            .run("id -un; echo $SSH_CONNECTION", LIMIT)
                            .stdout()
                            .text())
                    .startsWith("tech\n" + fleet.host().address() + " ");
        }
    }
}
