package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.FaultRelay;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * M-01: a tree is brought from one Debian host to another while connections to either are cut and the real process is killed, at random
 * moments. It arrives the same, no byte is sent much more than once, and a rollback takes it away again.
 */
@NeedsTargets
class TransferCutFaultTest {
    private static final int LARGE = 3;
    private static final double MOST = 1.02;
    private static final String SUMS =
            "cd /srv/data && find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2 | sha256sum;"
                    + " find . -printf '%P|%m|%u|%T@|%s|%l\\n' | grep -v '^|' | LC_ALL=C sort | sha256sum";

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private final long megabytes = Scoreboard.share(2_000, 10_000);
    private final int cuts = Scoreboard.share(10, 50);
    private final StringBuilder log = new StringBuilder();

    @Test
    void everyByteArrivesAndIsSentAboutOnce() throws Exception {
        try (TargetFleet fleet = TargetFleet.start(2)) {
            TargetHost copy = fleet.hosts().get(0);
            TargetHost source = fleet.hosts().get(1);
            source.sh(data()).text();
            TargetSnapshot before = copy.snapshot();
            try (FaultRelay toCopy = FaultRelay.to(copy.address(), copy.port());
                    FaultRelay toSource = FaultRelay.to(source.address(), source.port())) {
                inventory(fleet, toCopy, toSource);
                transfer(toCopy, toSource);

                assertThat(copy.sh(SUMS).text())
                        .as(log.toString())
                        .isEqualTo(source.sh(SUMS).text());
                assertThat(copy.sh("find /srv -name '.nightshift-transfer*'").text())
                        .isEmpty();
                double times = toCopy.sent() / (megabytes * 1e6);
                double read = toSource.received() / (megabytes * 1e6);
                boolean pass = times <= MOST;
                Scoreboard.line(
                        "M-01",
                        "transfer-cut",
                        cuts,
                        pass ? cuts : 0,
                        String.format(
                                Locale.ROOT,
                                "%,d MB, each byte sent x%.4f and read x%.4f; hashes equal",
                                megabytes,
                                times,
                                read));
                assertThat(times).as(log.toString()).isLessThanOrEqualTo(MOST);

                assertThat(nightshift("rollback", newestRun()).waitFor())
                        .as(log.toString())
                        .isZero();
                assertThat(before.differencesTo(copy.snapshot())).isEmpty();
            }
        }
    }

    /** Files of all sizes: some that go on at a byte, many that go together. */
    private String data() {
        long large = (megabytes - 400) / LARGE;
        return "mkdir -p /srv/data/small /srv/data/middle; cd /srv/data\n"
                + "for i in $(seq " + LARGE + "); do head -c " + large * 1_000_000
                + " /dev/urandom >large-$i; done\n"
                + "for i in $(seq 40); do head -c 8000000 /dev/urandom >middle/$i; done\n"
                + "head -c 80000000 /dev/urandom | split -b 20000 -a 4 - small/\n";
    }

    private void inventory(TargetFleet fleet, FaultRelay toCopy, FaultRelay toSource) throws IOException {
        Files.writeString(
                folder.resolve("hosts.ini"), """
                copy ansible_host=127.0.0.1 ansible_port=%d
                source ansible_host=127.0.0.1 ansible_port=%d
                [all:vars]
                ansible_user=deploy
                ansible_ssh_private_key_file=%s
                """.formatted(toCopy.port(), toSource.port(), fleet.privateKey()));
        Files.writeString(folder.resolve("site.yml"), """
                - hosts: copy
                  become: yes
                  gather_facts: no
                  tasks:
                    - transfer: {from: source, src: /srv/data, dest: /srv/data}
                """);
    }

    private void transfer(FaultRelay toCopy, FaultRelay toSource) throws Exception {
        Process process = nightshift("run", "site.yml", "-i", "hosts.ini", "--accept-new");
        for (int cut = 0; cut < cuts; cut++) {
            long at = (long) ((cut + random.nextDouble()) * megabytes * 1e6 / cuts);
            while (toCopy.sent() < at && process.isAlive()) {
                Thread.sleep(2);
            }
            if (!process.isAlive()) {
                break;
            }
            int what = random.nextInt(3);
            log.append(what == 0 ? "cut to the copy" : what == 1 ? "cut to the source" : "killed")
                    .append(" at ")
                    .append(toCopy.sent())
                    .append('\n');
            if (what == 2) {
                process.destroyForcibly().waitFor();
                process = nightshift("resume", newestRun());
            } else {
                (what == 0 ? toCopy : toSource).cut();
            }
        }
        int status = process.waitFor();
        output(process);
        assertThat(status).as(log.toString()).isZero();
    }

    private final List<Path> outputs = new ArrayList<>();

    private Process nightshift(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "io.nightshift.core.cli.Main"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output-" + outputs.size() + ".txt");
        outputs.add(output);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", folder.resolve("state").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("SSH_AUTH_SOCK");
        return builder.start();
    }

    private void output(Process process) throws IOException {
        log.append(Instant.now())
                .append(" ended with ")
                .append(process.exitValue())
                .append('\n');
        for (Path output : outputs) {
            log.append(Files.readString(output)).append("\n--\n");
        }
    }

    private String newestRun() throws Exception {
        Process runs = nightshift("runs", "-n", "1");
        assertThat(runs.waitFor(2, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(outputs.get(outputs.size() - 1));
        return lines.get(lines.size() - 1).split(" ")[0];
    }
}
