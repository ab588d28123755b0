package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.demo.DemoHost;
import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.store.PostgresServer;
import io.nightshift.core.store.Store;
import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real {@code serve} on a real PostgreSQL make one run of more hosts than one of them works on at once. In every round something
 * happens to one of them, in the middle: it is killed, asleep for 25 s or told to stop, be it the one that makes the run or one that
 * helps. Every step must be made once on every host. {@code -Dlong} makes 60 rounds.
 */
class SharedRunFaultTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration ASLEEP = Duration.ofSeconds(25);
    private static final int HOSTS = 24;
    private static final int STEPS = 4;

    /** What may happen in a round. */
    private enum Accident {
        NOTHING,
        HELPER_KILLED,
        HELPER_ASLEEP,
        LEADER_KILLED,
        HELPER_STOPPED,
        LEADER_ASLEEP
    }

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> broken = new ArrayList<>();
    private Controllers nodes;
    private DemoFleet fleet;
    private Store store;
    private int helped;
    private int wrong;

    @Test
    void everyStepIsMadeOnceWhoeverMakesIt() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        int rounds = Scoreboard.share(6, 60);
        int good = 0;
        try (PostgresServer server = PostgresServer.start(programs.get());
                DemoFleet hosts = DemoFleet.start(folder.resolve("fleet"), HOSTS);
                Controllers three = new Controllers(server, folder, 3)) {
            nodes = three;
            fleet = hosts;
            store = three.store();
            three.startAll();
            for (int round = 0; round < rounds; round++) {
                int before = broken.size();
                round(round, Accident.values()[round % Accident.values().length]);
                good += broken.size() == before ? 1 : 0;
            }
        }
        Scoreboard.line(
                "R-17",
                "one-run-many-controllers",
                rounds,
                good,
                String.format(
                        "%d steps lost or doubled of %d; %d of %d hosts were another controller's for a while",
                        wrong, rounds * HOSTS * STEPS, helped, rounds * HOSTS));
        assertThat(broken).isEmpty();
        assertThat(helped).isPositive();
    }

    private void round(int round, Accident accident) throws Exception {
        String run = String.format("20261130-0000%02d-made", round);
        StringBuilder playbook = new StringBuilder("- hosts: pcs\n  gather_facts: no\n  tasks:\n");
        for (int step = 1; step <= STEPS; step++) {
            playbook.append(
                    String.format("    - {shell: sleep 0.6; echo %d.%d >> ~/log, undo: 'true'}\n", round, step));
        }
        Path file = Files.writeString(folder.resolve("round" + round + ".yml"), playbook);
        List<String> words =
                List.of("run", file.toString(), "-i", fleet.inventory().toString(), "--forks", "3");
        ScheduledOrder order = new ScheduledOrder(words, folder.toString(), "tech", null);
        store.orderFiring(new Claim("", store.storeTime(), true, run, order, ""));
        Set<String> elsewhere = new TreeSet<>();
        if (accident != Accident.NOTHING) {
            happen(accident, run);
        }
        await().atMost(LONG).pollInterval(Duration.ofMillis(300)).until(() -> {
            elsewhere.addAll(ofHelpers(run).stream().map(HostShare::host).toList());
            return store.run(run).filter(record -> record.ended() != null).isPresent();
        });
        helped += elsewhere.size();
        check(round, accident, run);
        nodes.startAll();
    }

    private List<HostShare> ofHelpers(String run) {
        String leader = store.lease(run).map(lease -> lease.node()).orElse("");
        return store.sharesOf(run).stream()
                .filter(share -> share.state() == HostShare.State.TAKEN
                        && !share.worker().equals(leader))
                .toList();
    }

    private void happen(Accident accident, String run) throws Exception {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !ofHelpers(run).isEmpty());
        Thread.sleep(random.nextInt(1500));
        List<HostShare> shares = ofHelpers(run);
        String leader = store.lease(run).orElseThrow().node();
        boolean isLeader = accident == Accident.LEADER_KILLED || accident == Accident.LEADER_ASLEEP;
        String name = isLeader || shares.isEmpty() ? leader : shares.get(0).worker();
        ServeProcess node = nodes.named(name);
        switch (accident) {
            case HELPER_KILLED, LEADER_KILLED -> {
                node.signal("KILL");
                node.ended();
            }
            case HELPER_STOPPED -> {
                node.signal("TERM");
                if (node.ended().exit() != 0) {
                    broken.add(run + ": it did not stop well\n" + node.output());
                }
            }
            default -> {
                node.signal("STOP");
                Thread.sleep(ASLEEP.toMillis());
                node.signal("CONT");
            }
        }
    }

    private void check(int round, Accident accident, String run) throws IOException {
        String what = run + " (" + accident + ")";
        Integer exit = store.run(run).orElseThrow().exitCode();
        Map<String, HostState> states =
                store.hosts(run).stream().collect(Collectors.toMap(host -> host.name(), host -> host.state()));
        if (!Integer.valueOf(0).equals(exit)
                || states.values().stream().anyMatch(state -> state != HostState.UPDATED)) {
            broken.add(what + " ended with " + exit + " " + states + nodes.output());
        }
        List<String> wanted = IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> round + "." + step)
                .toList();
        for (DemoHost host : fleet.hosts()) {
            Path log = host.root().resolve("log");
            List<String> lines = Files.notExists(log)
                    ? List.of()
                    : Files.readAllLines(log).stream()
                            .filter(line -> line.startsWith(round + "."))
                            .toList();
            for (String step : wanted) {
                wrong += Math.abs(Collections.frequency(lines, step) - 1);
            }
            if (!lines.equals(wanted)) {
                broken.add(what + ": " + host.name() + " made " + lines);
            }
        }
    }
}
