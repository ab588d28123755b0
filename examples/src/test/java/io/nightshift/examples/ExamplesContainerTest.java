package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each example on real hosts: what it does, a second run that changes nothing, and the way back. */
@NeedsTargets
class ExamplesContainerTest {
    static TargetFleet fleet;
    static Nightshift nightshift;
    static TargetHost pc1;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start("pc1", "pc2");
        pc1 = fleet.host("pc1");
        nightshift = Nightshift.with(
                fleet, "examples", fleet.inventory("deploy") + "[workstations:children]\ntargets\n[webservers]\npc1\n");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** A small package stands in for the office suite, which takes minutes to fetch; the rollout is the same. */
    @Test
    void anOfficeSuiteComesToWorkstationsRingByRing() {
        String small =
                "{office_packages: [tree], office_replaces: [apt-utils], office_check: tree --version, office_needs_mb: 10}";
        there(
                () -> {
                    assertThat(pc1.sh("tree /etc/skel/Templates").text()).contains("0 files");
                    assertThat(pc1.sh("dpkg -s apt-utils").succeeded()).isFalse();
                    assertThat(pc1.read("/etc/libreoffice/registry/company.xcd"))
                            .contains("/usr/local/share/office-templates");
                },
                "office-suite/rollout.yml",
                "-e",
                small);
    }

    @Test
    void aWebServerAndItsDatabaseAnswer() {
        there(
                () -> {
                    assertThat(pc1.exec(
                                            "bash",
                                            "-c",
                                            "exec 3<>/dev/tcp/127.0.0.1/80; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")
                                    .text())
                            .contains("<h1>Corner shop</h1>");
                    assertThat(pc1.sh("runuser -u postgres -- psql -tAc 'show shared_buffers'")
                                    .text())
                            .isEqualTo("64MB");
                },
                "web-shop/site.yml");
    }

    @Test
    void aBrowserPolicyIsWrittenWithAndWithoutTheProxy() {
        TargetHost pc2 = fleet.host("pc2");
        TargetSnapshot original = pc2.snapshot();
        pc2.sh("echo 192.0.2.1 proxy.example.org >>/etc/hosts").text();
        there(
                () -> {
                    assertThat(pc1.read("/etc/chromium/policies/managed/company.json"))
                            .contains("\"ProxyMode\": \"direct\"");
                    assertThat(pc2.read("/etc/firefox/policies/policies.json"))
                            .contains("\"HTTPProxy\": \"proxy.example.org:3128\"");
                    assertThat(pc2.read("/etc/browser-policy")).isEqualTo("policy 7\n");
                },
                "browser-policy/policy.yml");
        pc2.sh("sed '$d' /etc/hosts >/root/hosts && cat /root/hosts >/etc/hosts && rm /root/hosts")
                .text();
        assertThat(original.differencesTo(pc2.snapshot())).isEmpty();
    }

    @Test
    void newColleaguesCanStart() {
        there(
                () -> {
                    assertThat(pc1.sh("id -nG jonas").text()).isEqualTo("jonas sales administrators");
                    assertThat(pc1.sh("stat -c '%a %U' /home/amina/.ssh/authorized_keys")
                                    .text())
                            .isEqualTo("600 amina");
                    assertThat(pc1.sh("crontab -lu amina").text()).contains(" 2 * * * cp -a ~/drafts");
                    assertThat(pc1.sh("sudo -lU jonas").text()).contains("/usr/bin/systemctl restart cups");
                },
                "onboarding/onboard.yml");
    }

    /** There, there again without a change, and back. */
    private static void there(Runnable effect, String playbook, String... more) {
        List<TargetSnapshot> before =
                fleet.hosts().stream().map(TargetHost::snapshot).toList();
        Ended first = nightshift.run(playbook, more).mustEnd(0, "UPDATED");
        effect.run();
        nightshift.run(playbook, more).mustEnd(0, "UNCHANGED");
        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        for (int i = 0; i < before.size(); i++) {
            TargetHost host = fleet.hosts().get(i);
            assertThat(before.get(i).differencesTo(host.snapshot()))
                    .as(host.name())
                    .isEmpty();
        }
    }
}
