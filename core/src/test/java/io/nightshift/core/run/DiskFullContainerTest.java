package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.transport.ssh.HostKeyPolicy;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host's disk fills up at a random moment, be it the one that tickets lie on or the one that is changed: a file is old or new and
 * never half, the host goes back on the full disk, and the reason is named.
 */
@NeedsTargets
class DiskFullContainerTest {
    private static final String TICKETS = "/var/lib/nightshift";
    private static final int FILES = 6;

    @TempDir
    private static Path folder;

    private static TargetFleet fleet;
    private static TargetHost host;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        host = fleet.host();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void filesAreOldOrNewAndTheHostGoesBackOnTheFullDisk() throws IOException {
        int times = Scoreboard.share(5, 50);
        Random random = new Random(Scoreboard.seed());
        int passed = 0;
        int full = 0;
        for (int time = 0; time < times; time++) {
            int before = wrong.size();
            full += once(time % 2 == 0 ? TICKETS : "/srv", random) ? 1 : 0;
            passed += wrong.size() == before ? 1 : 0;
        }
        Scoreboard.line(
                "R-13", "target-disk-full", times, passed, full + " ran out of room and went back; 0 files half");
        assertThat(wrong).isEmpty();
        assertThat(full).isPositive();
    }

    /** No trick gives the bytes of an old file back where a smaller one has taken its place and the rest of the disk is taken. */
    @Test
    void whatCannotBeUndoneForWantOfRoomIsNamedAndUndoneWhenThereIsRoom() throws IOException {
        prepare("/srv", "/srv");
        Path content = Files.writeString(folder.resolve("small"), "n".repeat(1000));
        Told told;
        try (SshTransport ssh = ssh()) {
            told = aRun().of("""
                            - hosts: all
                              gather_facts: no
                              become: yes
                              tasks:
                                - copy: src=%s dest=/srv/6
                                - shell: dd if=/dev/zero of=/srv/filler bs=64k; false
                                  undo: "true"
                            """.formatted(content))
                    .inventory(inventory())
                    .overSsh(ssh)
                    .go();
        }
        assertThat(told.state("pc")).isEqualTo(HostState.ROLLBACK_FAILED);
        assertThat(told.detail("pc")).contains("No space left on device", "write /srv/6");
        assertThat(host.sh("wc -c </srv/6").text().strip()).isEqualTo("1000");

        host.sh("rm /srv/filler").text();
        try (SshTransport ssh = ssh()) {
            String run = told.result().run();
            assertThat(ARollback.of(run, "back-" + run, "pc", ssh).state()).isEqualTo(HostState.ROLLED_BACK);
        }
        assertThat(host.sh("wc -c </srv/6").text().strip()).isEqualTo("600000");
    }

    /** A small disk with six old files on it. */
    private static void prepare(String full, String disk) {
        host.sh("umount -l " + TICKETS + " /srv 2>/dev/null; rm -rf " + TICKETS + " /srv; mkdir -p " + TICKETS
                        + " /srv && mount"
                        + " -t tmpfs -o size=120m,mode=700 tmpfs " + full + " && mkdir -p " + disk
                        + " && for i in 1 2 3 4"
                        + " 5 6; do head -c $((i * 100000)) /dev/zero | tr '\\0' o >" + disk + "/$i; done")
                .text();
    }

    private static SshTransport ssh() throws IOException {
        return new SshTransport(
                SshSettings.only(Files.createTempFile(folder, "known", "")).withPolicy(HostKeyPolicy.ACCEPT_NEW));
    }

    private static String inventory() {
        return "pc ansible_host=" + host.address() + " ansible_user=deploy ansible_ssh_private_key_file="
                + fleet.privateKey() + "\n";
    }

    /** True when the host ran out of room. */
    private boolean once(String full, Random random) throws IOException {
        String disk = full.equals(TICKETS) ? TICKETS + "/data" : "/srv";
        prepare(full, disk);
        String moment = String.format("0.%03d", random.nextInt(150));
        Told told = run(disk, full, 1 + random.nextInt(FILES - 2), moment);
        HostState state = told.state("pc");
        String detail = told.detail("pc");
        boolean filled = host.sh("[ -s " + full + "/filler ]").succeeded();
        host.sh("rm -f " + full + "/filler");
        String found = host.sh(
                        "cd " + disk
                                + " && for i in 1 2 3 4 5 6; do printf '%s:%s ' $(wc -c <$i) $(tr -s on <$i); done; ls -A | tr '\\n' ' '")
                .stdout();
        String old = "100000:o 200000:o 300000:o 400000:o 500000:o 600000:o 1 2 3 4 5 6 ";
        String fresh = "650000:n 650000:n 650000:n 650000:n 650000:n 650000:n 1 2 3 4 5 6 ";
        boolean named = detail.contains("No space left on device")
                || detail.contains("KiB are free")
                || detail.contains("no room left for the ticket");
        boolean well = state == HostState.UPDATED && found.equals(fresh)
                || state == HostState.ROLLED_BACK && found.equals(old) && named;
        if (!well) {
            wrong.add(full + " after " + moment + ": " + state + ", " + detail + ", filled " + filled + ", found "
                    + found + told.details());
        }
        return state != HostState.UPDATED;
    }

    /** At the task of this number a filler begins that leaves no room, after a moment. */
    private static Told run(String disk, String full, int at, String moment) throws IOException {
        Path content = Files.writeString(folder.resolve("new"), "n".repeat(650_000));
        try (SshTransport ssh = ssh()) {
            return aRun().of("""
                            - hosts: all
                              gather_facts: no
                              become: yes
                              tasks:
                                - name: Task {{ i }}
                                  copy: src=%s dest=%s/{{ i }}
                                  loop: [1, 2, 3, 4, 5, 6]
                                  loop_control: {loop_var: i}
                            """.formatted(content, disk))
                    .inventory(inventory())
                    .overSsh(ssh)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.TaskEnded ended
                                && String.valueOf(at).equals(ended.item())) {
                            host.sh("(sleep " + moment + "; dd if=/dev/zero of=" + full
                                    + "/filler bs=64k 2>/dev/null) >/dev/null 2>&1 &");
                        }
                    })
                    .go();
        }
    }
}
