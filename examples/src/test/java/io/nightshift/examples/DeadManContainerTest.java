package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that cuts the host off: it comes back by itself, with the controller waiting for it, and with the controller dead. */
@NeedsTargets
class DeadManContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/deadman.yml";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    static TargetFleet fleet;
    static TargetHost host;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        host = fleet.host();
        host.sh("DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends iptables")
                .text();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** Nothing waits any more, and nothing would start at boot. */
    private static void mustBeQuiet() {
        await().atMost(PATIENCE)
                .until(() -> host.sh(
                                "pgrep -f '/[w]atch'; ls /etc/systemd/system /etc/systemd/system/*.wants /etc/cron.d"
                                        + " | grep nightshift; systemctl list-units --all --plain --no-legend 'nightshift-*'")
                        .stdout()
                        .isBlank());
    }

    /** With {@code -Dlong} all of them. */
    static Stream<String> cut() {
        return Scoreboard.isLong() ? Stream.of("users", "firewall", "syntax") : Stream.of("users");
    }

    static Stream<String> cutWithoutController() {
        return Scoreboard.isLong() ? Stream.of("firewall", "users") : Stream.of("firewall");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cut")
    void aHostThatLetsNobodyInAnyMoreComesBackByItself(String what) {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = host.snapshot();

        Ended run = nightshift.run(PLAYBOOK, "-e", "time=12s", "-t", "before," + what);

        run.mustEnd(1, "ROLLED_BACK");
        if (!what.equals("syntax")) {
            assertThat(run.output()).contains("no new login worked after");
        }
        mustBeQuiet();
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
        assertThat(host.sh("systemctl is-active ssh").text()).isEqualTo("active");
        assertThat(nightshift.rollback(run.run()).output()).contains("nothing to take back");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cutWithoutController")
    void itComesBackWithTheControllerDeadAndIsNotUndoneTwice(String what) {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = host.snapshot();
        String server = host.sh("systemctl show -p MainPID --value ssh").text();
        String cut = what.equals("users")
                ? "grep -q '^AllowUsers' /etc/ssh/sshd_config && [ $(systemctl show -p MainPID --value ssh) != "
                        + server + " ]"
                : "iptables -S | grep -q 'dport 22'";

        Nightshift.Started run = nightshift.startRun(PLAYBOOK, "-e", "time=15s", "-t", "before," + what);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> host.sh(cut).succeeded());
        run.kill();

        await().atMost(PATIENCE).until(() -> !host.sh(cut).succeeded());
        mustBeQuiet();
        Ended back = nightshift.rollback(Ended.run(run.text())).mustEnd(0, "ROLLED_BACK");
        assertThat(back.output()).contains("taken back by the host itself before");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }

    @Test
    void aChangeThatDoesNoHarmStaysAndLeavesNothingBehind() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = host.snapshot();

        Ended run =
                nightshift.run(PLAYBOOK, "-e", "time=60s", "-t", "before,good").mustEnd(0, "UPDATED");

        mustBeQuiet();
        assertThat(host.sh("ls -d /var/lib/nightshift/" + run.run() + "/*deadman* 2>/dev/null || :")
                        .text())
                .isEmpty();
        assertThat(host.read("/etc/ssh/banner")).isEqualTo("night shift\n");
        nightshift.rollback(run.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "long", matches = "(?!false).*")
    void aLongPauseBetweenChangeAndHandlerDoesNotMakeItFire() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        nightshift
                .run(PLAYBOOK, "-e", "time=10s", "-e", "pause=25", "-t", "good,slow")
                .mustEnd(0, "UPDATED");
        mustBeQuiet();
        assertThat(host.read("/etc/ssh/banner")).isEqualTo("night shift\n");
    }

    @Test
    @EnabledIfSystemProperty(named = "long", matches = "(?!false).*")
    void aResumedRunEndsTheTimerThatTheKilledOneLeft() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Nightshift.Started run =
                nightshift.startRun(PLAYBOOK, "-e", "time=60s", "-e", "pause=5", "-t", "before,good,slow");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> host.sh("test -e /etc/ssh/banner").succeeded());
        run.kill();

        Ended resumed = nightshift
                .start(List.of("resume", Ended.run(run.text())))
                .await()
                .mustEnd(0, "UPDATED");
        mustBeQuiet();
        assertThat(host.read("/etc/ssh/banner")).isEqualTo("night shift\n");
        nightshift.rollback(Ended.run(run.text())).mustEnd(0, "ROLLED_BACK");
        assertThat(resumed.output()).doesNotContain("took back");
        assertThat(host.sh("test -e /etc/ssh/banner").succeeded()).isFalse();
    }
}
