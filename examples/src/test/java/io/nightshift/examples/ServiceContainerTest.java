package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.Exec;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code nightshift serve} as the shipped unit runs it: as its own account under systemd, with people of other accounts beside it. */
@NeedsTargets
class ServiceContainerTest {
    private static final Path CORE = Path.of("../core").toAbsolutePath().normalize();
    private static final String HOME = "/var/lib/nightshift-controller";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    static TargetFleet fleet;
    static TargetHost host;

    @BeforeAll
    static void install() {
        fleet = TargetFleet.start(1);
        host = fleet.host();
        host.sh("DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends openjdk-17-jre-headless")
                .text();
        host.sh("mkdir -p /opt/nightshift/core/target /srv/rollouts").text();
        host.copy(CORE.resolve("../nightshift").normalize(), "/opt/nightshift/nightshift");
        host.copy(CORE.resolve("target/nightshift.jar"), "/opt/nightshift/core/target/nightshift.jar");
        host.copy(CORE.resolve("src/main/systemd/nightshift.service"), "/etc/systemd/system/nightshift.service");
        host.sh("chmod 755 /opt/nightshift/nightshift; chmod 644 /opt/nightshift/core/target/nightshift.jar"
                        + " && useradd --system --create-home --home-dir " + HOME + " nightshift"
                        + " && groupadd service_desk && useradd -m -G service_desk anna && useradd -m ben")
                .text();
        host.write("/srv/rollouts/hosts.ini", """
                [one]
                a ansible_connection=local
                [rest]
                b ansible_connection=local
                """, 0644);
        host.sh("systemctl daemon-reload && systemctl start nightshift").text();
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static Exec as(String user, String words) {
        String state = user.equals("nightshift") ? "env NIGHTSHIFT_STATE=" + HOME + "/state " : "";
        return host.sh("cd / && runuser -u " + user + " -- " + state + "/opt/nightshift/nightshift " + words);
    }

    private static String order(String name, String playbook) {
        host.write("/srv/rollouts/" + name, playbook, 0644);
        return as("nightshift", "run --serve /srv/rollouts/" + name + " -i /srv/rollouts/hosts.ini")
                .text()
                .strip();
    }

    private static String log(String run) {
        return host.sh("cat " + HOME + "/state/logs/" + run + ".log 2>&1; journalctl -u nightshift --no-pager -n 40")
                .stdout();
    }

    private static void awaitEnd(String run, String state) {
        await().atMost(PATIENCE)
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() < 3000) {
                        throw new AssertionError(log(run));
                    }
                })
                .until(() -> as("nightshift", "runs " + run).stdout().contains(state));
    }

    @Test
    void thoseWhoAreAskedApproveFromTheirOwnAccountsAndNobodyElse() {
        assertThat(host.sh("systemctl is-active nightshift").text()).isEqualTo("active");
        String run = order("rings.yml", """
                - hosts: all
                  gather_facts: no
                  rollout:
                    rings:
                      - {name: first, hosts: one, approve: service_desk}
                      - {name: rest, size: 100%}
                  tasks:
                    - command: touch /var/lib/nightshift-controller/{{ inventory_hostname }}
                      undo: rm /var/lib/nightshift-controller/{{ inventory_hostname }}
                """);
        await().atMost(PATIENCE)
                .until(() -> as("anna", "rollout status").stdout().contains("service_desk"));
        assertThat(host.sh("ls " + HOME).stdout()).contains("a\n").doesNotContain("b\n");
        Exec ben = as("ben", "rollout approve");
        assertThat(ben.status()).isEqualTo(2);
        assertThat(ben.stderr()).contains("no rollout under way has a ring for ben to approve");

        assertThat(as("anna", "rollout approve").text()).isEqualTo("anna approved what follows ring first of " + run);
        awaitEnd(run, "ended");
        assertThat(host.sh("ls " + HOME).stdout()).contains("a\n", "b\n");
        assertThat(as("nightshift", "report " + run).stdout()).contains("anna");
    }

    @Test
    void aRunThatTheServiceIsStoppedInGoesOnWithTheNextStart() {
        String run = order("slow.yml", """
                - hosts: one
                  gather_facts: no
                  tasks:
                    - {shell: sleep 4; echo first >> /var/lib/nightshift-controller/log, undo: 'true'}
                    - {shell: echo second >> /var/lib/nightshift-controller/log, undo: 'true'}
                """);
        await().atMost(PATIENCE).until(() -> host.sh("pgrep -f '[s]leep 4'").status() == 0);
        host.sh("systemctl stop nightshift").text();
        assertThat(host.sh("systemctl show -p Result nightshift").text()).isEqualTo("Result=success");
        assertThat(host.read(HOME + "/log")).isEqualTo("first\n");

        host.sh("systemctl start nightshift").text();
        awaitEnd(run, "ended");
        assertThat(host.read(HOME + "/log")).isEqualTo("first\nsecond\n");
    }
}
