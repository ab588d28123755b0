package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.testing.FaultRelay;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.transport.ssh.HostKeyPolicy;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are unplugged in the middle of a step: found soon, and the others hardly notice. */
class BlackholedFaultTest {
    private static final int HOSTS = 100;
    private static final int LOST = HOSTS / 5;
    private static final int SERVERS = 10;

    @TempDir
    private Path folder;

    /** How long the hosts that stay needed, and how soon the others were missed. */
    private record Night(double others, double found, Told told) {}

    @Test
    void theyAreFoundAndTheOthersGoOn() throws Exception {
        int pairs = Scoreboard.share(1, 20);
        List<Double> ratios = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        long well = 0;
        try (DemoFleet fleet = DemoFleet.start(folder.resolve("fleet"), SERVERS)) {
            night(fleet, false); // warms up: classes, keys, compiled code
            for (int i = 0; i < pairs; i++) {
                Night quiet = night(fleet, false);
                Night bad = night(fleet, true);
                ratios.add(bad.others() / quiet.others());
                found.add(bad.found());
                Map<String, HostState> hosts = bad.told().result().hosts();
                long lost = hosts.values().stream()
                        .filter(state -> state == HostState.UNKNOWN)
                        .count();
                long good = hosts.values().stream().filter(HostState::good).count();
                well += lost == LOST && good == HOSTS - LOST && bad.found() <= 20 ? 1 : 0;
            }
        }
        Collections.sort(ratios);
        double median = ratios.get(ratios.size() / 2);
        double latest = Collections.max(found);
        Scoreboard.line(
                "R-06",
                "blackholed",
                pairs,
                well,
                String.format(
                        "%d of %d hosts found within %.1f s, the others x%.3f (median of %d pairs)",
                        LOST, HOSTS, latest, median, pairs));
        assertThat(well).isEqualTo(pairs);
        // One pair on a busy machine says little; twenty do.
        assertThat(median).isLessThan(Scoreboard.isLong() ? 1.05 : 3);
    }

    private Night night(DemoFleet fleet, boolean bad) throws Exception {
        Path work = Files.createTempDirectory(folder, "night");
        Map<String, FaultRelay> relays = new LinkedHashMap<>();
        StringBuilder inventory = new StringBuilder();
        for (int i = 0; i < HOSTS; i++) {
            FaultRelay relay =
                    FaultRelay.to("127.0.0.1", fleet.hosts().get(i % SERVERS).port());
            relays.put("host" + i, relay);
            inventory
                    .append("host")
                    .append(i)
                    .append(" ansible_host=127.0.0.1 ansible_port=")
                    .append(relay.port());
            inventory.append(" ansible_user=").append(DemoFleet.USER).append('\n');
        }
        Set<String> lost = bad ? relays.keySet().stream().limit(LOST).collect(Collectors.toSet()) : Set.of();
        Map<String, Long> unplugged = new ConcurrentHashMap<>();
        Map<String, Long> missed = new ConcurrentHashMap<>();
        AtomicLong othersEnd = new AtomicLong();
        long began = System.nanoTime();
        try (SshTransport ssh =
                new SshTransport(SshSettings.only(work.resolve("known")).withPolicy(HostKeyPolicy.ACCEPT_NEW))) {
            Told told = aRun().of("""
                            - hosts: all
                              gather_facts: no
                              tasks:
                                - {command: "true", changed_when: false}
                                - name: long
                                  shell: "touch %s/{{ inventory_hostname }}; sleep 6"
                                  changed_when: false
                                - {command: "true", changed_when: false}
                                - {command: "true", changed_when: false}
                            """.formatted(work))
                    .inventory(inventory + "[all:vars]\nansible_ssh_private_key_file=" + fleet.privateKey() + "\n")
                    .forks(HOSTS)
                    .connectingWithin(Duration.ofSeconds(bad ? 15 : 60))
                    .overSsh(ssh)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.TaskStarted started
                                && started.task().equals("long")
                                && lost.contains(started.host())) {
                            unplugInMidStep(
                                    work.resolve(started.host()),
                                    relays.get(started.host()),
                                    () -> unplugged.put(started.host(), System.nanoTime()));
                        } else if (event instanceof RunEvent.TaskEnded ended && !lost.contains(ended.host())) {
                            othersEnd.set(System.nanoTime());
                        } else if (event instanceof RunEvent.Warning warning) {
                            lost.stream()
                                    .filter(host -> warning.text().contains("asking " + host + " what"))
                                    .forEach(host -> missed.put(host, System.nanoTime()));
                        }
                    })
                    .go();
            double found = lost.stream()
                    .mapToDouble(host -> missed.containsKey(host)
                            ? (missed.get(host) - unplugged.get(host)) / 1e9
                            : Double.POSITIVE_INFINITY)
                    .max()
                    .orElse(0);
            return new Night((othersEnd.get() - began) / 1e9, found, told);
        } finally {
            relays.values().forEach(FaultRelay::close);
        }
    }

    private static void unplugInMidStep(Path mark, FaultRelay relay, Runnable done) {
        Thread watcher = new Thread(() -> {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> Files.exists(mark));
            relay.goSilent();
            done.run();
        });
        watcher.setDaemon(true);
        watcher.start();
    }
}
