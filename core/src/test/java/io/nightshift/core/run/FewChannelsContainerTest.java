package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An sshd that allows next to nothing: few channels on a connection, and few logins at a time. */
@NeedsTargets
class FewChannelsContainerTest {
    private static final int HOSTS = 20;

    private static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        fleet.host()
                .sh(
                        "printf 'MaxSessions 2\\nMaxStartups 3:50:5\\n' >/etc/ssh/sshd_config.d/few.conf && systemctl restart ssh")
                .text();
        fleet.host().awaitUp();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** Three users and a large file want four channels of a connection that has two; twenty hosts log in at the same time. */
    @Test
    void everyStepSucceeds() {
        Told told;
        try (SshTransport ssh = new SshTransport(SshSettings.only(fleet.knownHosts()))) {
            told = aRun().of("""
                            - hosts: all
                              gather_facts: no
                              tasks:
                                - {command: "true", changed_when: false}
                                - {command: "true", changed_when: false, become: yes}
                                - {command: "true", changed_when: false, become: yes, become_user: plain}
                                - {command: "true", changed_when: false}
                                - {copy: {content: "{{ 'x' * 200000 }}", dest: "/home/deploy/{{ inventory_hostname }}"}}
                                - {command: "true", changed_when: false, become: yes, become_user: plain}
                                - {copy: {content: "{{ 'y' * 200000 }}", dest: "/srv/{{ inventory_hostname }}"}, become: yes}
                                - {file: {path: "/home/deploy/{{ inventory_hostname }}", mode: "0600"}}
                                - {command: "true", changed_when: false, become: yes}
                                - {file: {path: "/srv/{{ inventory_hostname }}", mode: "0600"}, become: yes}
                            """)
                    .inventory(IntStream.rangeClosed(1, HOSTS)
                                    .mapToObj(n -> "pc" + n + " ansible_host="
                                            + fleet.host().address() + " ansible_user=deploy\n")
                                    .collect(Collectors.joining())
                            + "[all:vars]\nansible_ssh_private_key_file=" + fleet.privateKey() + "\n")
                    .forks(HOSTS)
                    .connectingWithin(Duration.ofSeconds(60))
                    .overSsh(ssh)
                    .go();
        }
        long steps = told.result().hosts().keySet().stream()
                .mapToLong(host -> told.steps(host).size())
                .sum();
        long done = told.result().hosts().keySet().stream()
                .flatMap(host -> told.steps(host).stream())
                .filter(step -> step.state() == State.DONE)
                .count();
        Scoreboard.line(
                "R-10",
                "few-channels",
                HOSTS * 10,
                done,
                String.format(
                        "%d failures; MaxSessions 2, MaxStartups 3:50:5, %d hosts at once", HOSTS * 10 - done, HOSTS));
        assertThat(told.result().hosts().values())
                .as(() -> told.events().toString())
                .allMatch(state -> state.good());
        assertThat(done).isEqualTo(HOSTS * 10).isEqualTo(steps);
    }
}
