package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A daemon of Debian's is tried out: the report names what it puts on the machine, and what a bad playbook leaves there. */
@NeedsTargets
class TrialContainerTest {
    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void aPackageWithADaemonIsReportedAndGoesWithoutATrace() throws Exception {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        Path page = fleet.folder().resolve("trial.html");

        Ended ended = nightshift.trial("first-steps/site.yml");
        assertThat(ended.output())
                .contains(
                        "GOOD  target1: It was applied, changed nothing the second time, and was taken back without a trace.")
                .contains("new  at:amd64: 3.")
                .contains("new  atd.service: enabled, active")
                .contains("new  /usr/bin/at: file 6755 daemon:daemon")
                .contains("new  /etc/at.allow: file 0644 root:root 12 bytes sha256")
                .contains("new  /srv/jobs: pipe 0622 root:root")
                .doesNotContain("Left over");
        assertThat(ended.status()).isZero();

        Path bad = Files.writeString(fleet.folder().resolve("bad.yml"), """
                - hosts: all
                  become: yes
                  gather_facts: no
                  tasks:
                    - name: counts its runs
                      shell: echo again >>/opt/count
                      undo: rm -f /opt/other
                    - name: opens a port
                      command: systemd-run --unit=bad-door --property=Restart=no perl -MIO::Socket::INET -e "@s = IO::Socket::INET->new(Listen=>1,LocalPort=>7777); sleep 600"
                      args:
                        creates: /run/systemd/transient/bad-door.service
                """);
        Ended worse = nightshift.trial(bad.toString(), "--format", "html", "-o", page.toString());
        assertThat(worse.status()).isEqualTo(1);
        assertThat(Files.readString(page))
                .contains("NOT GOOD", "It does not settle", "tcp 0.0.0.0:7777: perl", "Left over", "/opt/count");
        assertThat(worse.output()).contains("NOT good; the report is in " + page);
    }
}
