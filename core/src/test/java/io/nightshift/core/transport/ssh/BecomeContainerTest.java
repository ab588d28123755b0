package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Become.Method;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Other users on real hosts: sudo, su and doas, with all their ways to say no. */
@NeedsTargets
class BecomeContainerTest {
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
    void sudo_with_a_password_opens_a_root_shell_that_stays() throws Exception {
        try (Connection tech = connect("tech")) {
            Shell root = tech.shell(sudo(password()));
            assertThat(root.run("id -un; echo $HOME; pwd; echo e >&2", LIMIT))
                    .isEqualTo(Frame.of(0, "root\n/root\n/root\n", "e\n"));
            String shell = root.run("echo $$", LIMIT).stdout().text();
            assertThat(root.run("echo $$", LIMIT).stdout().text()).isEqualTo(shell);
            assertThat(tech.shell(Become.NONE).run("id -un", LIMIT).stdout().text())
                    .isEqualTo("tech\n");
        }
    }

    @Test
    void sudo_without_a_password_works_where_the_host_allows_it() throws Exception {
        try (Connection deploy = connect("deploy")) {
            assertThat(deploy.shell(sudo(null)).run("id -u", LIMIT).stdout().text())
                    .isEqualTo("0\n");
            // A password that nobody asks for must not end up as a script.
            assertThat(deploy.shell(sudo(password())).run("id -u", LIMIT)).isEqualTo(Frame.of(0, "0\n", ""));
        }
    }

    @Test
    void neither_password_nor_script_shows_in_the_process_list() throws Exception {
        try (Connection tech = connect("tech")) {
            Frame frame =
                    tech.shell(sudo(password())).run("cat /proc/*/cmdline | tr '\\0' ' '; : secret-script", LIMIT);
            assertThat(frame.stdout().text()).doesNotContain(fleet.password()).doesNotContain("secret-script");
        }
    }

    @Test
    void a_wrong_a_missing_and_a_useless_password_are_told_apart() throws Exception {
        try (Connection tech = connect("tech");
                Connection plain = connect("plain")) {
            String name = fleet.host().name();
            refused(
                    Kind.BECOME,
                    "sudo refused the password for root on " + name,
                    () -> tech.shell(sudo(Secret.of("not the password"))));
            refused(Kind.BECOME, "sudo on " + name + " wants a password to become root", () -> tech.shell(sudo(null)));
            refused(Kind.BECOME, "is not in the sudoers file", () -> plain.shell(sudo(password())));
            refused(
                    Kind.BECOME,
                    "There is no user nobodyhere on " + name,
                    () -> tech.shell(new Become.User("nobodyhere", Method.SUDO, password(), List.of())));
            refused(
                    Kind.BECOME,
                    "doas is not installed on " + name,
                    () -> tech.shell(new Become.User("root", Method.DOAS, null, List.of())));
            assertThat(tech.shell(Become.NONE)
                            .run("echo still here", LIMIT)
                            .stdout()
                            .text())
                    .isEqualTo("still here\n");
        }
    }

    @Test
    void a_terminal_demanded_by_sudo_is_named() throws Exception {
        TargetHost host = fleet.host("target2");
        host.sh("echo 'Defaults requiretty' > /etc/sudoers.d/zz-tty; chmod 440 /etc/sudoers.d/zz-tty");
        try (Connection deploy = ssh.connect(target(host, "deploy"), LIMIT)) {
            refused(Kind.BECOME, "insists on a terminal (requiretty)", () -> deploy.shell(sudo(null)));
        } finally {
            host.sh("rm /etc/sudoers.d/zz-tty");
        }
    }

    @Test
    void su_asks_on_a_terminal_and_keeps_both_streams_apart() throws Exception {
        Become plain = new Become.User("plain", Method.SU, password(), List.of());
        try (Connection tech = connect("tech")) {
            Shell shell = tech.shell(plain);
            assertThat(shell.run("id -un; printf 'a\\r\\n\\003\\004'; echo err >&2; (exit 4)", LIMIT))
                    .isEqualTo(Frame.of(4, "plain\na\r\n\003\004", "err\n"));
            byte[] bytes = new byte[700_000];
            new Random(5).nextBytes(bytes);
            tech.upload(plain, "/tmp/by-su", new ByteArrayInputStream(bytes), bytes.length, LIMIT);
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            tech.download(plain, "/tmp/by-su", back, 1_000_000, LIMIT);
            assertThat(back.toByteArray()).isEqualTo(bytes);
            assertThat(shell.run("stat -c '%U %a' /tmp/by-su; exit 5", LIMIT))
                    .isEqualTo(Frame.of(5, "plain 600\n", ""));
            assertThat(shell.run("echo again", LIMIT).stdout().text()).isEqualTo("again\n");
            refused(
                    Kind.BECOME,
                    "su refused the password for plain",
                    () -> tech.shell(new Become.User("plain", Method.SU, Secret.of("wrong"), List.of())));
        }
        try (Connection root = connect("root")) {
            Become without = new Become.User("plain", Method.SU, null, List.of());
            assertThat(root.shell(without).run("id -un", LIMIT).stdout().text()).isEqualTo("plain\n");
        }
    }

    @Test
    void doas_works_with_and_without_a_password() throws Exception {
        TargetHost host = fleet.host("target2");
        host.sh("apt-get install -y -q opendoas >/dev/null 2>&1;"
                + " printf 'permit tech as root\\npermit nopass deploy as root\\n' > /etc/doas.conf");
        try (Connection tech = ssh.connect(target(host, "tech"), LIMIT);
                Connection deploy = ssh.connect(target(host, "deploy"), LIMIT)) {
            Become root = new Become.User("root", Method.DOAS, null, List.of());
            assertThat(deploy.shell(root).run("id -un; echo e >&2", LIMIT)).isEqualTo(Frame.of(0, "root\n", "e\n"));
            refused(Kind.BECOME, "doas on target2 wants a password to become root", () -> tech.shell(root));
            Become asking = new Become.User("root", Method.DOAS, password(), List.of());
            assertThat(tech.shell(asking).run("id -un; echo e >&2", LIMIT)).isEqualTo(Frame.of(0, "root\n", "e\n"));
            refused(
                    Kind.BECOME,
                    "doas refused the password for root on target2",
                    () -> tech.shell(new Become.User("root", Method.DOAS, Secret.of("wrong"), List.of())));
        }
    }

    @Test
    void two_channels_are_enough_for_three_users_and_a_large_file() throws Exception {
        TargetHost host = fleet.host("target2");
        host.sh("echo MaxSessions 2 > /etc/ssh/sshd_config.d/10-few.conf; systemctl reload ssh; sleep 1");
        try (Connection deploy = ssh.connect(target(host, "deploy"), LIMIT)) {
            List<Become> users = List.of(
                    Become.NONE,
                    sudo(null),
                    new Become.User("plain", Method.SUDO, null, List.of()),
                    new Become.User("tech", Method.SUDO, null, List.of()));
            for (int round = 0; round < 2; round++) {
                StringBuilder seen = new StringBuilder();
                for (Become user : users) {
                    seen.append(deploy.shell(user).run("id -un", LIMIT).stdout().text());
                }
                assertThat(seen).hasToString("deploy\nroot\nplain\ntech\n");
                byte[] bytes = new byte[200_000];
                deploy.upload(users.get(1), "/root/large", new ByteArrayInputStream(bytes), bytes.length, LIMIT);
                assertThat(deploy.shell(sudo(null))
                                .run("stat -c %s /root/large", LIMIT)
                                .stdout()
                                .text())
                        .isEqualTo("200000\n");
            }
        } finally {
            host.sh("rm /etc/ssh/sshd_config.d/10-few.conf; systemctl reload ssh; sleep 1");
        }
    }

    @Test
    void noise_of_the_login_shell_and_a_foreign_login_shell_do_not_matter() throws Exception {
        TargetHost host = fleet.host("target2");
        host.sh("printf 'echo noise from bashrc\\necho more noise >&2\\n' > ~plain/.bashrc;"
                + " chown plain ~plain/.bashrc; chsh -s /bin/bash plain");
        try (Connection plain = ssh.connect(target(host, "plain"), LIMIT)) {
            assertThat(plain.shell(Become.NONE).run("echo mine", LIMIT)).isEqualTo(Frame.of(0, "mine\n", ""));
            byte[] bytes = new byte[100_000];
            plain.upload(Become.NONE, "/tmp/noisy", new ByteArrayInputStream(bytes), bytes.length, LIMIT);
            assertThat(plain.shell(Become.NONE)
                            .run("wc -c < /tmp/noisy", LIMIT)
                            .stdout()
                            .text())
                    .isEqualTo("100000\n");
        }
    }
}
