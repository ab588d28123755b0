package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.demo.DemoHost;
import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.RunLease;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.PostgresServer;
import io.nightshift.core.store.Store;
import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real {@code serve} on a real PostgreSQL. In every round one time comes due, and something happens to the controllers: one is
 * asleep for 25 s in the middle of its run, killed in the middle, 30 s fast or slow, asleep when the time comes, or both are started at
 * once after it has passed. There must be one run for each time, whose steps are made once each, by whoever it is. {@code -Dlong} makes
 * 100 rounds.
 */
class TwoControllersFaultTest {
    private static final Duration TAKEOVER = Duration.ofSeconds(15);
    private static final Duration ASLEEP = Duration.ofSeconds(25);
    private static final Duration LONG = Duration.ofMinutes(2);

    /** What may happen in a round. */
    private enum Accident {
        KILLED,
        ASLEEP_AT_WORK,
        FAST,
        BOTH_STARTED_AT_ONCE,
        KILLED_LATE,
        ASLEEP_WHEN_DUE,
        SLOW,
        KILLED_EARLY,
        ASLEEP_LATE,
        BOTH_KILLED
    }

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> broken = new ArrayList<>();
    private Duration slowest = Duration.ZERO;
    private Controllers nodes;
    private DemoFleet fleet;
    private Store store;

    @Test
    void everyTimeIsOneRunWhateverHappensToAController() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        int rounds = Scoreboard.share(10, 100);
        int good = 0;
        try (PostgresServer server = PostgresServer.start(programs.get());
                DemoFleet hosts = DemoFleet.start(folder.resolve("fleet"), 3);
                Controllers both = new Controllers(server, folder, 2)) {
            nodes = both;
            fleet = hosts;
            store = both.store();
            both.startAll();
            for (int round = 0; round < rounds; round++) {
                int before = broken.size();
                round(round, Accident.values()[round % Accident.values().length]);
                good += broken.size() == before ? 1 : 0;
            }
        }
        Scoreboard.line("R-14", "two-controllers", rounds, good, "takeover " + slowest.toMillis() + " ms");
        assertThat(broken).isEmpty();
    }

    private void round(int round, Accident accident) throws Exception {
        int steps = accident == Accident.ASLEEP_AT_WORK ? 20 : accident == Accident.ASLEEP_LATE ? 8 : 4;
        if (accident == Accident.BOTH_STARTED_AT_ONCE) {
            for (int node = 0; node < 2; node++) {
                nodes.get(node).signal("TERM");
                assertThat(nodes.get(node).ended().exit())
                        .as(nodes.get(node).output())
                        .isZero();
            }
        }
        if (accident == Accident.FAST || accident == Accident.SLOW) {
            nodes.get(0).signal("TERM");
            nodes.get(0).ended();
            nodes.start(0, accident == Accident.FAST ? 30 : -30);
        }
        Instant due = store.storeTime()
                .plusSeconds(accident == Accident.BOTH_STARTED_AT_ONCE ? 2 : 4)
                .truncatedTo(ChronoUnit.SECONDS);
        Schedule schedule = DueOnce.schedule(folder, fleet, round, steps, due);
        store.keepSchedule(schedule);
        String name = schedule.name();
        happen(accident, name, due);
        await().atMost(LONG)
                .until(() -> store.firings(name, 5).stream()
                        .anyMatch(firing -> !firing.state().isOpen()));
        check(round, accident, name, steps);
        Instant claimed = store.firings(name, 1).get(0).recorded();
        if (accident != Accident.BOTH_STARTED_AT_ONCE
                && (claimed.isBefore(due) || claimed.isAfter(due.plusSeconds(10)))) {
            broken.add(name + " (" + accident + ") was due at " + due + " and claimed at " + claimed);
        }
        nodes.startAll();
    }

    private void happen(Accident accident, String name, Instant due) throws Exception {
        switch (accident) {
            case BOTH_STARTED_AT_ONCE -> {
                await().atMost(LONG).until(() -> store.storeTime().isAfter(due.plusSeconds(1)));
                nodes.launch(0, 0);
                nodes.launch(1, 0);
            }
            case FAST, SLOW -> {}
            case ASLEEP_WHEN_DUE -> {
                int node = random.nextInt(2);
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> store.storeTime().isAfter(due.minusMillis(500)));
                nodes.get(node).signal("STOP");
                Thread waking = new Thread(() -> wakeAfterAWhile(node));
                waking.start();
                waking.join();
            }
            default -> atWork(accident, name);
        }
    }

    private void atWork(Accident accident, String name) throws Exception {
        int after = switch (accident) {
            case KILLED_EARLY -> 0;
            case KILLED_LATE, ASLEEP_LATE -> 2;
            default -> 1;
        };
        RunLease lease = lease(name);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> lines(name).size() >= after);
        Thread.sleep(random.nextInt(500));
        int node = nodes.get(0).output().contains(lease.node()) ? 0 : 1;
        boolean asleep = accident == Accident.ASLEEP_AT_WORK || accident == Accident.ASLEEP_LATE;
        nodes.get(node).signal(asleep ? "STOP" : "KILL");
        long gone = System.nanoTime();
        if (accident == Accident.BOTH_KILLED) {
            nodes.get(1 - node).signal("KILL");
            nodes.get(1 - node).ended();
            nodes.launch(1 - node, 0);
        }
        Thread waking = new Thread(() -> wakeAfterAWhile(node));
        if (asleep) {
            waking.start();
        }
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> store.lease(lease.run())
                        .map(now -> !now.node().equals(lease.node()))
                        .orElse(true));
        Duration took = Duration.ofNanos(System.nanoTime() - gone);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        if (took.compareTo(TAKEOVER) > 0) {
            broken.add(name + " (" + accident + "): taken over only after " + took.toMillis() + " ms");
        }
        waking.join();
    }

    private void wakeAfterAWhile(int node) {
        try {
            Thread.sleep(ASLEEP.toMillis());
            nodes.get(node).signal("CONT");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lease of the run, as soon as somebody makes it. */
    private RunLease lease(String name) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> store.firings(name, 1).stream()
                                .map(Firing::run)
                                .flatMap(run -> store.lease(run).stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<String> lines(String name) throws IOException {
        return lines(fleet.hosts().get(0), Integer.parseInt(name.replace("round-", "")));
    }

    private static List<String> lines(DemoHost host, int round) throws IOException {
        Path log = host.root().resolve("log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith(round + "."))
                        .toList()
                : List.of();
    }

    private void check(int round, Accident accident, String name, int steps) throws IOException {
        String what = name + " (" + accident + ")";
        List<Firing> firings = store.firings(name, 5);
        if (firings.size() != 1
                || firings.get(0).state() != Firing.State.ENDED
                || !Integer.valueOf(0).equals(firings.get(0).exitCode())) {
            broken.add(what + " came to " + firings + "\n" + nodes.output());
        }
        List<String> wanted = IntStream.rangeClosed(1, steps)
                .mapToObj(step -> round + "." + step)
                .toList();
        for (DemoHost host : fleet.hosts()) {
            if (!lines(host, round).equals(wanted)) {
                broken.add(what + ": " + host.name() + " made " + lines(host, round));
            }
        }
        long runs = store.runs(500).stream()
                .filter(run -> run.playbook().endsWith("/round" + round + ".yml"))
                .count();
        if (runs != 1) {
            broken.add(what + ": " + runs + " runs");
        }
    }
}
