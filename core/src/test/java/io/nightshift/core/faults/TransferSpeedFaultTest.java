package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * M-02: a tree comes from one Debian host to another, beside rsync over ssh and scp on the same pair, in turns. These go from host to
 * host directly; ours goes through the controller and compares the SHA-256 of every file. Once over a link of 1 Gbit/s, and without
 * one, where it is the two processors of one machine that three machines have to share.
 */
@NeedsTargets
class TransferSpeedFaultTest {
    private static TargetFleet fleet;
    private static TargetHost copy;
    private static TargetHost source;

    private static final Path LAUNCHER =
            Path.of("..", "nightshift").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        fleet = TargetFleet.start(2);
        copy = fleet.hosts().get(0);
        source = fleet.hosts().get(1);
        for (TargetHost host : fleet.hosts()) {
            host.sh(
                            "DEBIAN_FRONTEND=noninteractive apt-get update -q && apt-get install -y -q rsync openssh-client openssl")
                    .text();
        }
        String key = copy.sh(
                        "mkdir -p -m 700 /root/.ssh; ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id; cat /root/.ssh/id.pub")
                .text();
        source.sh("mkdir -p -m 700 /root/.ssh; echo '" + key + "' >>/root/.ssh/authorized_keys")
                .text();
        Files.writeString(folder.resolve("hosts.ini"), fleet.inventory("root"));
        Files.writeString(folder.resolve("site.yml"), """
                - hosts: %s
                  gather_facts: no
                  tasks:
                    - transfer: {from: %s, src: /srv/data, dest: /srv/data}
                """.formatted(copy.name(), source.name()));
    }

    /** As people start it: with the archive that the first start makes. */
    @BeforeAll
    static void startOnce() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), "--version").inheritIO();
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        assertThat(builder.start().waitFor()).isZero();
        await().atMost(Duration.ofMinutes(2)).until(TransferSpeedFaultTest::hasArchive);
    }

    private static boolean hasArchive() throws IOException {
        Path archives = folder.resolve("cache/nightshift/start");
        if (!Files.exists(archives)) {
            return false;
        }
        try (Stream<Path> files = Files.list(archives)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            return names.size() == 1 && names.get(0).endsWith(".jsa");
        }
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void largeFiles() throws Exception {
        long megabytes = Scoreboard.share(800, 4_000);
        source.sh("rm -rf /srv/data; mkdir /srv/data; for i in $(seq 8); do head -c " + megabytes * 125_000
                        + " /dev/urandom >/srv/data/$i; done")
                .text();
        String what = String.format(Locale.ROOT, "%,d MB in 8 files", megabytes);
        source.sh("tc qdisc add dev eth0 root tbf rate 1gbit burst 512kb latency 50ms")
                .text();
        try {
            compare("transfer-large", what + ", 1 Gbit/s", 0.9, Scoreboard.isLong() ? 0.85 : 0.4);
        } finally {
            source.sh("tc qdisc del dev eth0 root").text();
        }
        compare("transfer-large-no-link", what + ", no link", 0.9, 0.15);
    }

    @Test
    void smallFiles() throws Exception {
        source.sh("rm -rf /srv/data; mkdir /srv/data; cd /srv/data; for d in $(seq 200); do mkdir $d;"
                        + " head -c 300000 /dev/urandom | split -b 3000 -a 3 - $d/; done")
                .text();
        compare("transfer-small", "20,000 files of 3 kB", 1.0, 0.15);
    }

    /** @param least what the test demands; less than what is wanted, where that is not reached yet or the share is small */
    private void compare(String name, String what, double wanted, double least) throws Exception {
        int rounds = Scoreboard.share(1, 3);
        List<Double> ours = new ArrayList<>();
        List<Double> rsync = new ArrayList<>();
        List<Double> scp = new ArrayList<>();
        String ssh = "ssh -i /root/.ssh/id -o StrictHostKeyChecking=accept-new -o LogLevel=ERROR";
        for (int round = 0; round < rounds; round++) {
            rsync.add(timed("rsync -a -e '" + ssh + "' root@" + source.address() + ":/srv/data/ /srv/data/"));
            ours.add(timed(null));
            scp.add(timed("scp -q -r -p -i /root/.ssh/id -o StrictHostKeyChecking=accept-new root@" + source.address()
                    + ":/srv/data /srv/"));
        }
        double ratio = median(rsync) / median(ours);
        Scoreboard.line(
                "M-02",
                name,
                rounds,
                ratio >= wanted ? rounds : 0,
                String.format(
                        Locale.ROOT,
                        "%s: %.1f s, rsync %.1f s, scp %.1f s: x%.2f of rsync, x%.2f of scp (medians)",
                        what,
                        median(ours),
                        median(rsync),
                        median(scp),
                        ratio,
                        median(scp) / median(ours)));
        assertThat(ratio).isGreaterThanOrEqualTo(least);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** Seconds that it takes; the copy is the same afterwards. */
    private double timed(String command) throws Exception {
        // Moved away and not removed: for some seconds ext4 takes long to make files where many were removed.
        copy.sh("mkdir -p /srv/before; [ ! -e /srv/data ] || mv /srv/data /srv/before/$(date +%s%N); sync")
                .text();
        long start = System.nanoTime();
        if (command == null) {
            nightshift();
        } else {
            copy.sh(command).text();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String sums = "cd /srv/data && find . -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum";
        assertThat(copy.sh(sums).text()).isEqualTo(source.sh(sums).text());
        return seconds;
    }

    private void nightshift() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), "run", "site.yml", "-i", "hosts.ini");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(Duration.ofMinutes(10).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(output))
                .isTrue();
    }
}
