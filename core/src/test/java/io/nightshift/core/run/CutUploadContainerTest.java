package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.testing.FaultRelay;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.transport.ssh.HostKeyPolicy;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large upload whose connection is reset somewhere: the file is the old one or the new one, and nothing else is left. */
@NeedsTargets
class CutUploadContainerTest {
    private static final int SIZE = 50_000_000;

    private static final String OLD = "the old file\n";

    @TempDir
    private static Path folder;

    private static TargetFleet fleet;
    private static Path file;
    private static String sum;

    @BeforeAll
    static void start() throws Exception {
        fleet = TargetFleet.start(1);
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        file = Files.write(folder.resolve("new"), bytes);
        sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** The first half is cut once, and the engine sends it again; in the other half the host stays away after the cut. */
    @Test
    void theDestinationIsOldOrNewAndNothingIsLeftOver() throws IOException {
        int cuts = Scoreboard.share(20, 200);
        Random random = new Random(Scoreboard.seed());
        List<String> wrong = new ArrayList<>();
        int old = 0;
        for (int i = 0; i < cuts; i++) {
            boolean staysAway = i % 2 == 1;
            long at = 1 + (long) (random.nextDouble() * SIZE);
            HostState state = cutAt(at, staysAway);
            String found = fleet.host().sh("sha256sum </srv/file").stdout().replaceAll(" .*\\s", "");
            boolean isNew = found.equals(sum);
            boolean isOld = fleet.host().sh("cat /srv/file").stdout().equals(OLD);
            old += isOld ? 1 : 0;
            boolean asReported = isNew && state == HostState.UPDATED || isOld && state != HostState.UPDATED;
            // The next run finds what the dead connection left, once its shell has ended there.
            fleet.host().sh("for i in 1 2 3 4 5 6 7 8 9 10; do pgrep -u deploy sshd || break; sleep 0.2; done");
            greet();
            String left = fleet.host()
                    .sh("find / -xdev '(' -name '.nightshift-*' -o -name '.upload-*' -o -path '*/uploads/*' ')'"
                            + " -not -path '/proc/*' 2>/dev/null")
                    .stdout();
            if (!asReported || !left.isBlank()) {
                wrong.add("cut at " + at + (staysAway ? " for good: " : " once: ") + state + ", old " + isOld + ", new "
                        + isNew + ", left " + left.strip());
            }
        }
        Scoreboard.line(
                "R-07",
                "upload-cut",
                cuts,
                cuts - wrong.size(),
                String.format(
                        "of %d MB: %d old, %d new, 0 half; nothing left over", SIZE / 1_000_000, old, cuts - old));
        assertThat(wrong).isEmpty();
    }

    private static HostState cutAt(long bytes, boolean staysAway) throws IOException {
        fleet.host().write("/srv/file", OLD, 0644);
        FaultRelay relay = FaultRelay.to(fleet.host().address(), 22);
        try (SshTransport ssh = new SshTransport(settings())) {
            return aRun().of("""
                            - hosts: all
                              gather_facts: no
                              become: yes
                              tasks:
                                - command: "true"
                                  changed_when: false
                                - copy: src=%s dest=/srv/file
                            """.formatted(file))
                    .inventory(host("127.0.0.1", relay.port()))
                    .connectingWithin(Duration.ofSeconds(5))
                    .overSsh(ssh)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.TaskStarted started
                                && started.task().contains("copy")) {
                            relay.cutAfter(bytes, staysAway);
                        }
                    })
                    .go()
                    .state("pc");
        } finally {
            relay.close();
        }
    }

    private static void greet() throws IOException {
        try (SshTransport ssh = new SshTransport(settings())) {
            aRun().of("- {hosts: all, gather_facts: no, become: yes, tasks: [{command: 'true', changed_when: false}]}")
                    .inventory(host(fleet.host().address(), 22))
                    .overSsh(ssh)
                    .go();
        }
    }

    private static SshSettings settings() throws IOException {
        return SshSettings.only(Files.createTempFile(folder, "known", "")).withPolicy(HostKeyPolicy.ACCEPT_NEW);
    }

    private static String host(String address, int port) {
        return "pc ansible_host=" + address + " ansible_port=" + port + " ansible_user=deploy"
                + " ansible_ssh_private_key_file=" + fleet.privateKey() + "\n";
    }
}
