package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskStatus;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import io.nightshift.core.testing.WebServer;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recordings cannot hold: a host that boots again, and check mode, in which no module changes anything. */
@NeedsTargets
class ModulesContainerTest {
    static TargetFleet fleet;
    static SshTransport ssh;

    @BeforeAll
    static void start() throws IOException {
        fleet = TargetFleet.start(1);
        fleet.host().allowSysctl();
        RegisteredContainerTest.prepare(fleet.host());
        ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
    }

    @AfterAll
    static void stop() {
        ssh.close();
        fleet.close();
    }

    @Test
    void aHostBootsAgainAndTheRunGoesOn() {
        TargetHost host = fleet.host();
        String before = host.boot();

        Told told = run("""
                - hosts: all
                  gather_facts: no
                  become: yes
                  tasks:
                    - {name: before, command: uptime, changed_when: no}
                    - {name: boot, reboot: {reboot_timeout: 120, test_command: test -d /run/systemd/system, pre_reboot_delay: 1}}
                    - {name: connection, wait_for_connection: {timeout: 60}}
                    - {name: after, command: uptime, changed_when: no}
                """);

        assertThat(told.state("target1")).as(told.detail("target1")).isEqualTo(HostState.UPDATED);
        assertThat(host.boot()).isNotEqualTo(before);
        assertThat(told.task("target1", "boot").status()).isEqualTo(TaskStatus.CHANGED);
        assertThat(told.task("target1", "boot").result())
                .containsEntry("rebooted", true)
                .containsKey("elapsed");
        assertThat(told.statuses("target1", "after")).containsExactly(TaskStatus.OK);
        host.awaitUp();
        host.allowSysctl(); // what a boot takes back
    }

    @Test
    void inCheckModeNothingChanges(@TempDir Path work) throws IOException {
        TargetHost host = fleet.host();
        TargetSnapshot before = host.snapshot();
        Path folder = RegisteredContainerTest.folder();

        try (WebServer web = WebServer.start(fleet.gateway(), 0, folder.resolve("files"))) {
            for (String name : RegisteredContainerTest.playbooks().toList()) {
                Told told = aRun().ofFile(folder.resolve(name + ".yml"))
                        .inventory(fleet.inventory("deploy"))
                        .overSsh(ssh)
                        .with("work", work.toString())
                        .with("web", web.url().toString())
                        .inCheckMode()
                        .go();
                long planned = told.tasks("target1").stream()
                        .filter(task -> task.status() == TaskStatus.CHANGED)
                        .count();
                assertThat(planned).as(name + ": " + told.result().hosts()).isPositive();
                assertThat(told.tasks("target1"))
                        .as(name)
                        .hasSizeGreaterThan(Recording.read(folder.resolve(name + ".json"))
                                        .tasks()
                                        .size()
                                - 1);
            }
        }
        try (var files = Files.list(work)) {
            assertThat(files).isEmpty();
        }
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }

    private static Told run(String playbook) {
        return aRun().of(playbook)
                .inventory(fleet.inventory("deploy"))
                .overSsh(ssh)
                .go();
    }
}
