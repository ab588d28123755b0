package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.testing.Exec;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.AccountChange;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageChange.Wanted;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.ServiceChange;
import io.nightshift.playbooks.module.SystemChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that need root on a real Debian host: made, seen, taken back; the host's snapshot is the same as before. */
@NeedsTargets
class SystemStepsContainerTest {
    private static TargetFleet fleet;
    private static TargetHost target;
    private static Host host;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        target = fleet.host();
        host = new Host(
                        SystemStepsContainerTest::run,
                        (path, bytes) -> target.write(
                                path, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1), 0600))
                .withLimit(Duration.ofMinutes(5));
        target.sh(
                "groupadd oldgroup; useradd -m -c 'Old User' -G oldgroup olduser; echo 'olduser:secret' | chpasswd; mkdir /mnt/tmp");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static Frame run(String script) {
        Exec done = target.exec("dash", "-c", script);
        return Frame.of(done.status(), done.stdout(), done.stderr());
    }

    static Stream<Arguments> changes() {
        AccountChange.SetUser fresh = new AccountChange.SetUser(
                "anna",
                true,
                null,
                false,
                null,
                List.of("oldgroup"),
                "Anna",
                null,
                true,
                false,
                null,
                "/bin/sh",
                false,
                "$6$salt$hash",
                null,
                20000L,
                null);
        AccountChange.SetUser changed = new AccountChange.SetUser(
                "olduser",
                false,
                4711L,
                false,
                null,
                List.of(),
                "New Name",
                "/home/elsewhere",
                true,
                true,
                null,
                "/bin/dash",
                false,
                "$6$a$b",
                true,
                -1L,
                null);
        return Stream.of(
                Arguments.of(fresh, "id -nG anna", "anna oldgroup"),
                Arguments.of(changed, "id -u olduser; ls -d /home/elsewhere", "4711\n/home/elsewhere"),
                Arguments.of(
                        new AccountChange.RemoveUser("olduser", true, false),
                        "id olduser 2>/dev/null; ls /home",
                        "deploy\nplain\ntech"),
                Arguments.of(
                        new AccountChange.SetGroup("staffers", true, 777L, false, false),
                        "getent group staffers",
                        "staffers:x:777:"),
                Arguments.of(
                        new AccountChange.SetGroup("oldgroup", false, 778L, false, false),
                        "getent group oldgroup",
                        "oldgroup:x:778:olduser"),
                Arguments.of(new AccountChange.RemoveGroup("oldgroup"), "getent group oldgroup", ""),
                Arguments.of(new ServiceChange.Running("cron", false), "systemctl is-active cron", "inactive"),
                Arguments.of(new ServiceChange.Enabled("cron", false), "systemctl is-enabled cron", "disabled"),
                Arguments.of(new ServiceChange.Masked("cron", true), "systemctl is-enabled cron", "masked"),
                Arguments.of(
                        new SystemChange.SetHostname("other-name"),
                        "hostname; cat /etc/hostname",
                        "other-name\nother-name"),
                Arguments.of(
                        new SystemChange.Mount("/mnt/tmp", "tmpfs", "tmpfs", "size=1m"),
                        "mountpoint -q /mnt/tmp && echo yes",
                        "yes"),
                Arguments.of(install("hello"), "dpkg-query -W -f '${Status}' hello", "install ok installed"),
                Arguments.of(install("nginx-light"), "systemctl is-active nginx", "active"),
                Arguments.of(
                        new PackageChange.Remove(PackageManager.APT, List.of("cron"), true, false, Map.of()),
                        "dpkg-query -W -f '${Status}' cron; ls /etc/init.d/cron 2>/dev/null",
                        "unknown ok not-installed"),
                Arguments.of(
                        new PackageChange.Remove(PackageManager.APT, List.of("cron"), false, false, Map.of()),
                        "dpkg-query -W -f '${Status}' cron",
                        "deinstall ok config-files"));
    }

    private static Change install(String name) {
        return new PackageChange.Install(PackageManager.APT, List.of(new Wanted(name, null)), List.of(), Map.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void everyChangeComesAndGoesWithoutATrace(Change change, String look, String seen) {
        TargetSnapshot before = target.snapshot();
        PreparedStep step = host.prepare(change);
        assertThat(host.undo(host.prepare(change)))
                .as("undo of what was never done")
                .isInstanceOf(Answer.Ended.class);

        assertThat(outcome(host.apply(step))).isInstanceOf(Outcome.Done.class);
        assertThat(target.sh(look).stdout().strip()).isEqualTo(seen);

        assertThat(outcome(host.undo(step))).isInstanceOf(Outcome.Done.class);
        assertThat(before.differencesTo(target.snapshot())).isEmpty();
        assertThat(host.apply(step)).isInstanceOf(Answer.StartedBefore.class);
    }

    private static Outcome outcome(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Ended.class);
        return ((Answer.Ended) answer).outcome();
    }
}
