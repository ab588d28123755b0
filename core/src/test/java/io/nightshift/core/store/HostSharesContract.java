package io.nightshift.core.store;

import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostShare.State;
import io.nightshift.core.journal.StaleRunException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of shared hosts keeps to; {@link #store()} is empty at the start of each test. */
abstract class HostSharesContract {
    private static final Duration LONG = Duration.ofMinutes(10);

    abstract Store store();

    @BeforeEach
    void aRun(@TempDir Path folder) {
        store().begin(Records.aRun("r1"), Map.of(), List.of());
    }

    private static List<String> hosts(List<HostShare> shares) {
        return shares.stream().map(HostShare::host).toList();
    }

    private HostShare share(String host) {
        return store().sharesOf("r1").stream()
                .filter(share -> share.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoHelpsTakesTheLastOnesAndWhoOffersTheOthers() {
        store().offerHosts("r1", 1, "p1", List.of("a", "b", "c", "d"));

        assertThat(store().offeredRuns()).containsExactly("r1");
        assertThat(hosts(store().claimHosts("r1", "two", 2, LONG))).containsExactly("c", "d");
        assertThat(store().takeHost("r1", 1, "a", "one", LONG)).isPresent();
        assertThat(store().takeHost("r1", 1, "d", "one", LONG)).isEmpty();
        assertThat(hosts(store().claimHosts("r1", "two", 5, LONG))).containsExactly("b", "c", "d");
        assertThat(store().offeredRuns()).isEmpty();
        assertThat(share("d")).isEqualTo(new HostShare("r1", 1, "d", "p1", 1, "two", State.TAKEN, true, false));
    }

    @Test
    void whatWasReturnedGoesBackToTheOneWhoOffered() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().claimHosts("r1", "two", 1, LONG);

        store().returnHost("r1", "a", "three");
        assertThat(share("a").state()).isEqualTo(State.TAKEN);
        store().returnHost("r1", "a", "two");
        assertThat(share("a").state()).isEqualTo(State.RETURNED);
        assertThat(store().claimHosts("r1", "two", 1, LONG)).isEmpty();
        assertThat(store().takeHost("r1", 1, "a", "one", LONG).orElseThrow().turn())
                .isEqualTo(2);
    }

    @Test
    void aHostWhoseLeaseHasRunOutIsTakenAndItsEarlierWorkerBeginsNoStep() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().claimHosts("r1", "two", 1, Duration.ZERO);
        assertThat(share("a").isAtWork()).isFalse();

        assertThat(store().takeHost("r1", 1, "a", "one", LONG)).isPresent();
        assertThat(store().renewHosts("r1", "two", LONG)).isEmpty();
        assertThatThrownBy(() -> store().intend(aStep("r1", "a", 1), aHold("r1").onTurn(1)))
                .isInstanceOf(StaleRunException.class);
        store().intend(aStep("r1", "a", 1), aHold("r1").onTurn(2));
        assertThat(store().steps("r1", "a")).hasSize(1);
    }

    @Test
    void turnsOfHostsThatAreNotOfferedThisTimeAreKept() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().claimHosts("r1", "two", 1, LONG);
        store().returnHost("r1", "a", "two");
        store().takeHost("r1", 1, "a", "one", LONG);
        store().offerHosts("r1", 1, "p1", List.of("b"));
        store().offerHosts("r1", 1, "p2", List.of("a", "b"));

        assertThat(store().takeHost("r1", 1, "a", "one", LONG).orElseThrow().turn())
                .isEqualTo(3);
    }

    @Test
    void whenTheRunIsTakenOverOrHasEndedNothingIsOfferedAnyMore() {
        store().offerHosts("r1", 1, "p1", List.of("a", "b"));
        store().raiseEpoch("r1");
        assertThat(store().offeredRuns()).isEmpty();
        assertThat(store().claimHosts("r1", "two", 1, LONG)).isEmpty();

        store().offerHosts("r1", 2, "p1", List.of("a", "b"));
        assertThat(store().offeredRuns()).containsExactly("r1");
        store().end("r1", 0, Records.EVENING);
        assertThat(store().offeredRuns()).isEmpty();
        assertThat(store().sharesOf("r1")).isEmpty();
    }

    @Test
    void recalledHostsAreGivenToNobodyElse() {
        store().offerHosts("r1", 1, "p1", List.of("a", "b"));
        store().claimHosts("r1", "two", 1, LONG);
        store().recallHosts("r1");

        assertThat(store().claimHosts("r1", "two", 5, LONG)).allMatch(HostShare::recalled);
        assertThat(store().offeredRuns()).isEmpty();
        assertThat(store().takeHost("r1", 1, "a", "one", LONG)).isPresent();
        store().endSharing("r1");
        assertThat(store().sharesOf("r1")).isEmpty();
    }

    @Test
    void turnsGrowFromPlayToPlay() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().claimHosts("r1", "two", 1, LONG);
        store().returnHost("r1", "a", "two");
        store().takeHost("r1", 1, "a", "one", LONG);
        store().offerHosts("r1", 1, "p2", List.of("a", "b"));

        assertThat(store().takeHost("r1", 1, "a", "one", LONG).orElseThrow().turn())
                .isEqualTo(3);
        assertThat(share("b").play()).isEqualTo("p2");
    }

    @Test
    void whoeverWasOvertakenOffersAndTakesNothing() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().raiseEpoch("r1");

        assertThatThrownBy(() -> store().takeHost("r1", 1, "a", "one", LONG)).isInstanceOf(StaleRunException.class);
        assertThatThrownBy(() -> store().offerHosts("r1", 1, "p2", List.of("a")))
                .isInstanceOf(StaleRunException.class);
    }

    @Test
    void notesAreContinuedByWhoeverTakesTheHost() {
        store().offerHosts("r1", 1, "p1", List.of("a"));
        store().note("r1", "a", "one", "1");
        store().claimHosts("r1", "two", 1, LONG);
        store().note("r1", "a", "two", "2");
        store().returnHost("r1", "a", "two");
        store().takeHost("r1", 1, "a", "one", LONG);
        store().note("r1", "a", "three", "3");

        assertThat(store().notes("r1", "a")).extracting(Map.Entry::getKey).containsExactly("one", "two", "three");
    }

    @Test
    void manyTakeEachHostOnce() throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add("pc" + i);
        }
        store().offerHosts("r1", 1, "p1", all);
        ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String worker = "worker" + i;
            workers.add(new Thread(() -> {
                for (int round = 0; round < 20; round++) {
                    hosts(store().claimHosts("r1", worker, 1, LONG)).forEach(host -> {
                        taken.add(host);
                        store().returnHost("r1", host, worker);
                    });
                }
            }));
        }
        workers.add(new Thread(() -> all.forEach(host -> {
            if (store().takeHost("r1", 1, host, "one", LONG)
                    .filter(share -> share.turn() == 1)
                    .isPresent()) {
                taken.add(host);
            }
        })));
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
    }
}
