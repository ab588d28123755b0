package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.store.PostgresServer;
import io.nightshift.core.store.Store;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real {@code serve} make one run on Debian hosts together, and the one that helps is killed in the middle: every host is updated,
 * what may be done once was done once, and one rollback brings all of them back, whoever had changed them.
 */
@NeedsTargets
class SharedRunContainerTest {
    private static final String RUN = "20261130-010000-both";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PLAYBOOK = """
            - hosts: all
              become: yes
              tasks:
                - user: {name: nightworker, system: yes}
                - copy: {content: "for {{ inventory_hostname }}\\n", dest: /etc/nightwork, owner: nightworker, mode: "0600"}
                  notify: cron restarts
                - shell: sleep 1; echo once >> /var/tmp/nightwork.log
                  undo: rm -f /var/tmp/nightwork.log
              handlers:
                - name: cron restarts
                  service: {name: cron, state: restarted}
            """;

    @TempDir
    Path folder;

    @Test
    void hostsOfOneRunAreChangedByTwoControllersAndTakenBackByOneRollback() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        try (TargetFleet fleet = TargetFleet.start(6);
                PostgresServer server = PostgresServer.start(programs.get());
                Controllers nodes = new Controllers(server, folder, 2)) {
            Map<String, TargetSnapshot> before = new HashMap<>();
            fleet.hosts().forEach(host -> before.put(host.name(), host.snapshot()));
            nodes.startAll();
            Store store = nodes.store();
            order(store, fleet);

            HostShare helped = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> elsewhere(store), Optional::isPresent)
                    .orElseThrow();
            TargetHost host = fleet.host(helped.host());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> host.sh("pgrep -f '[s]leep 1;' || test -s /var/tmp/nightwork.log")
                            .succeeded());
            nodes.named(helped.worker()).signal("KILL");

            await().atMost(PATIENCE)
                    .until(() ->
                            store.run(RUN).filter(run -> run.ended() != null).isPresent());
            assertThat(store.hosts(RUN))
                    .as(nodes.output())
                    .extracting(HostRecord::state)
                    .containsOnly(HostState.UPDATED);
            for (TargetHost each : fleet.hosts()) {
                assertThat(each.read("/var/tmp/nightwork.log")).as(each.name()).isEqualTo("once\n");
                assertThat(each.read("/etc/nightwork")).isEqualTo("for " + each.name() + "\n");
            }

            ServeProcess.Ended back = nodes.run("rollback", RUN, "-i", inventory(fleet));
            assertThat(back.exit()).as(back.output()).isZero();
            for (TargetHost each : fleet.hosts()) {
                assertThat(before.get(each.name()).differencesTo(each.snapshot()))
                        .as(each.name() + back.output())
                        .isEmpty();
            }
        }
    }

    private String inventory(TargetFleet fleet) throws Exception {
        return Files.writeString(folder.resolve("hosts.ini"), fleet.inventory("deploy"))
                .toString();
    }

    private void order(Store store, TargetFleet fleet) throws Exception {
        Path playbook = Files.writeString(folder.resolve("site.yml"), PLAYBOOK);
        List<String> words = List.of("run", playbook.toString(), "-i", inventory(fleet), "--forks", "2");
        store.orderFiring(new Claim(
                "", store.storeTime(), true, RUN, new ScheduledOrder(words, folder.toString(), "tech", null), ""));
    }

    private static Optional<HostShare> elsewhere(Store store) {
        String leader = store.lease(RUN).map(lease -> lease.node()).orElse("");
        return store.sharesOf(RUN).stream()
                .filter(share -> share.isAtWork() && !share.worker().equals(leader))
                .findFirst();
    }
}
