package io.nightshift.core.store;

import static io.nightshift.core.store.Records.EVENING;
import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aHost;
import static io.nightshift.core.store.Records.aRollback;
import static io.nightshift.core.store.Records.aRun;
import static io.nightshift.core.store.Records.aRunAt;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.platform.Hold;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of runs keeps to; {@link #store()} is empty at the start of each test. */
abstract class RunStoreContract {
    /** Who runs this test; through a socket nobody can be anybody else. */
    private static final String USER = System.getProperty("user.name");

    abstract RunStore store();

    @Test
    void aRunComesBackAsItWasSaved() {
        RunRecord run = aRun("r1");
        store().begin(run, Map.of(), List.of());

        assertThat(store().run("r1")).contains(run);
        assertThat(store().run("r2")).isEmpty();
    }

    @Test
    void textsComeBackInTheirOrderAndHoweverLarge() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("site.yml", "- hosts: all\n");
        texts.put("a/long.txt", "0123456789abcdef".repeat(200_000));
        texts.put("empty", "");
        texts.put("grüße.j2", "\u4f60\u597d \ud83c\udf19 {{ name }}\0");
        store().begin(aRun("r1"), texts, List.of());

        assertThat(store().texts("r1")).containsExactlyEntriesOf(texts);
        assertThat(store().texts("r2")).isEmpty();
    }

    @Test
    void hostsComeBackInTheOrderTheyJoined() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web2"), aHost("web1")));
        store().addHost("r1", aHost("db1"));

        assertThat(store().hosts("r1")).containsExactly(aHost("web2"), aHost("web1"), aHost("db1"));
    }

    @Test
    void aHostAddedAgainIsCorrectedInPlace() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1"), aHost("web2")));
        HostRecord moved = new HostRecord("web1", 2, HostState.WAITING, null, Map.of("address", "10.0.0.9"), EVENING);
        store().addHost("r1", moved);

        assertThat(store().hosts("r1")).containsExactly(moved, aHost("web2"));
    }

    @Test
    void aHostShowsItsNewestState() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().host("r1", "web1", HostState.RUNNING, null, EVENING.plusSeconds(1));
        store().host("r1", "web1", HostState.ROLLED_BACK, "apt failed", EVENING.plusSeconds(2));

        HostRecord host = store().hosts("r1").get(0);
        assertThat(host.state()).isEqualTo(HostState.ROLLED_BACK);
        assertThat(host.detail()).isEqualTo("apt failed");
        assertThat(host.updated()).isEqualTo(EVENING.plusSeconds(2));
        assertThat(host.connection()).isEqualTo(aHost("web1").connection());
    }

    @Test
    void stepsComeBackInTheirOrder() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().intend(aStep("r1", "web1", 2), aHold("r1"));
        store().intend(aStep("r1", "web1", 1), aHold("r1"));
        store().intend(aStep("r1", "web2", 1), aHold("r1"));

        assertThat(store().steps("r1", "web1")).containsExactly(aStep("r1", "web1", 1), aStep("r1", "web1", 2));
        assertThat(store().steps("r1", "web3")).isEmpty();
    }

    @Test
    void aConcludedStepTellsWhatBecameOfIt() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        StepRecord step = aStep("r1", "web1", 1);
        store().intend(step, aHold("r1"));
        store().conclude(step.id(), State.FAILED, "exit status 2", EVENING.plusSeconds(9));

        StepRecord concluded = store().steps("r1", "web1").get(0);
        assertThat(concluded.state()).isEqualTo(State.FAILED);
        assertThat(concluded.message()).isEqualTo("exit status 2");
        assertThat(concluded.ended()).isEqualTo(EVENING.plusSeconds(9));
        assertThat(concluded.undoScript()).isEqualTo(step.undoScript());
    }

    @Test
    void notesComeBackInTheOrderTheyWereMadeEvenUnderOneKey() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().note("r1", "web1", "fact:x", "1");
        store().note("r1", "web2", "fact:x", "other host");
        store().note("r1", "web1", "fact:y", "{\"a\": [1, null]}");
        store().note("r1", "web1", "fact:x", "2");

        assertThat(store().notes("r1", "web1"))
                .containsExactly(
                        Map.entry("fact:x", "1"), Map.entry("fact:y", "{\"a\": [1, null]}"), Map.entry("fact:x", "2"));
    }

    @Test
    void anEndedRunIsNoLongerOpen() {
        store().begin(aRunAt("r1", EVENING.plusSeconds(1)), Map.of(), List.of());
        store().begin(aRunAt("r2", EVENING), Map.of(), List.of());
        store().begin(aRunAt("r3", EVENING.plusSeconds(2)), Map.of(), List.of());
        store().end("r1", 4, EVENING.plusSeconds(60));

        assertThat(store().openRuns()).extracting(RunRecord::id).containsExactly("r2", "r3");
        RunRecord ended = store().run("r1").orElseThrow();
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.ended()).isEqualTo(EVENING.plusSeconds(60));
    }

    @Test
    void runsAreListedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            store().begin(aRunAt("2026-" + i, EVENING.plusSeconds(i)), Map.of(), List.of());
        }
        store().begin(aRunAt("2025-x", EVENING.minusSeconds(1)), Map.of(), List.of());

        assertThat(store().runs(2)).extracting(RunRecord::id).containsExactly("2026-4", "2026-3");
        assertThat(store().runsBeginning("2026-"))
                .extracting(RunRecord::id)
                .containsExactly("2026-4", "2026-3", "2026-2", "2026-1", "2026-0");
        assertThat(store().runsBeginning("20%")).isEmpty();
    }

    @Test
    void rollbacksOfARunAreFoundOldestFirst() {
        store().begin(aRun("r1"), Map.of(), List.of());
        store().begin(aRollback("b2", "r1", EVENING.plusSeconds(2)), Map.of(), List.of());
        store().begin(aRollback("b1", "r1", EVENING.plusSeconds(1)), Map.of(), List.of());
        store().begin(aRollback("b3", "r2", EVENING.plusSeconds(3)), Map.of(), List.of());

        assertThat(store().rollbacksOf("r1")).extracting(RunRecord::id).containsExactly("b1", "b2");
    }

    @Test
    void prunedUndoIsMarkedAndItsScriptsAreGone() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().intend(aStep("r1", "web1", 1), aHold("r1"));
        store().undoPruned("r1");

        assertThat(store().run("r1").orElseThrow().undoPruned()).isTrue();
        assertThat(store().steps("r1", "web1").get(0).undoScript()).isNull();
    }

    @Test
    void whatDoesNotFitIsRefusedInASentence() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().intend(aStep("r1", "web1", 1), aHold("r1"));

        assertThatThrownBy(() -> store().begin(aRun("r1"), Map.of(), List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessage("Run r1 is already in the store.");
        assertThatThrownBy(() -> store().intend(aStep("r1", "web1", 1), aHold("r1")))
                .hasMessage("Step 1 of web1 cannot be added to run r1: it is there already, or the run is not in the"
                        + " store.");
        assertThatThrownBy(() -> store().intend(aStep("r9", "web1", 1), aHold("r9")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store().conclude(new StepId("r1", "web1", 7, "p1"), State.DONE, null, EVENING))
                .hasMessage("The journal of web1 in run r1 holds no step 7 (p1).");
        assertThatThrownBy(() -> store().host("r1", "web9", HostState.UPDATED, null, EVENING))
                .hasMessage("The store knows no host web9 in run r1.");
        assertThatThrownBy(() -> store().end("r9", 0, EVENING))
                .hasMessage("The store knows no run r9. `nightshift runs` lists those it knows.");
        assertThatThrownBy(() -> store().addHost("r9", aHost("web1"))).isInstanceOf(StoreException.class);
    }

    @Test
    void aNoteThatCannotBeSavedIsReportedAtTheLatestByTheNextWriteOfItsHost() {
        assertThatThrownBy(() -> {
                    store().note("r9", "web1", "fact:x", "1");
                    store().intend(aStep("r9", "web1", 1), aHold("r9"));
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("run r9");
    }

    @Test
    void manyThreadsWriteAtOnceAndARefusalHitsOnlyItsOwnThread() {
        List<HostRecord> hosts =
                IntStream.range(0, 20).mapToObj(i -> aHost("pc" + i)).toList();
        store().begin(aRun("r1"), Map.of(), hosts);
        List<String> refused = Threads.inParallel(20, number -> {
            String host = "pc" + number;
            for (int sequence = 1; sequence <= 10; sequence++) {
                store().note("r1", host, "before", "" + sequence);
                StepRecord step = aStep("r1", host, sequence);
                store().intend(step, aHold("r1"));
                store().conclude(step.id(), State.DONE, null, EVENING.plusSeconds(99));
            }
            store().intend(aStep("r1", host, 10), aHold("r1"));
        });

        assertThat(refused).hasSize(20).allMatch(message -> message.contains("it is there already"));
        for (HostRecord host : hosts) {
            assertThat(store().steps("r1", host.name())).hasSize(10).allMatch(step -> step.state() == State.DONE);
            assertThat(store().notes("r1", host.name()))
                    .extracting(Map.Entry::getValue)
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        }
    }

    @Test
    void anInterruptedThreadFinishesItsCallAndHarmsNothing() {
        store().begin(aRun("r1"), Map.of("site.yml", "x".repeat(50_000)), List.of(aHost("web1")));
        for (int sequence = 1; sequence <= 50; sequence++) {
            Thread.currentThread().interrupt();
            store().intend(aStep("r1", "web1", sequence), aHold("r1"));
            store().texts("r1");
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(store().steps("r1", "web1")).hasSize(50);
        assertThat(store().texts("r1")).hasSize(1);
    }

    @Test
    void whoHasTakenARunOverIsTheOnlyOneToBeginSteps() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        store().begin(aRollback("r1-undo", "r1", EVENING), Map.of(), List.of(aHost("web1")));
        Hold before = aHold("r1");
        store().intend(aStep("r1", "web1", 1), before);

        assertThat(store().raiseEpoch("r1")).isEqualTo(2);
        Hold now = new Hold("r1", 2, "tech@controller", false);
        store().intend(aStep("r1", "web1", 2), now);

        assertThatThrownBy(() -> store().intend(aStep("r1", "web1", 3), before))
                .isInstanceOfSatisfying(
                        StaleRunException.class,
                        stale -> assertThat(stale.run()).isEqualTo("r1"));
        assertThatThrownBy(() -> store().intend(aStep("r1-undo", "web1", 1), before))
                .isInstanceOf(StaleRunException.class);
        assertThat(store().raiseEpoch("r1")).isEqualTo(3);
        assertThat(store().steps("r1", "web1")).hasSize(2);
        assertThatThrownBy(() -> store().raiseEpoch("r9")).isInstanceOf(StoreException.class);
    }

    @Test
    void whatPeopleSayOfARunIsKeptInItsOrder() {
        store().begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        RunControl pause = new RunControl(RunControl.Kind.PAUSE, null, USER, EVENING, "lunch is late");
        RunControl approve = new RunControl(RunControl.Kind.APPROVE, "pilot", USER, EVENING.plusSeconds(1), null);
        store().control("r1", pause);
        store().control("r1", approve);

        assertThat(store().controls("r1")).containsExactly(pause, approve);
        assertThat(store().controls("r2")).isEmpty();
        assertThatThrownBy(() -> store().control("r9", pause)).isInstanceOf(StoreException.class);
    }

    @Test
    void timesOfASubjectAreKeptByHostAndOldOnesGiveWay() {
        for (int i = 0; i < 55; i++) {
            store().took(new HostTime("site.yml", "pc2", EVENING.plusSeconds(i), Duration.ofSeconds(i)));
        }
        HostTime other = new HostTime("site.yml", "pc1", EVENING, Duration.ofMillis(1234));
        store().took(other);
        store().took(other);
        store().took(new HostTime("other.yml", "pc1", EVENING, Duration.ofHours(9)));

        List<HostTime> times = store().times("site.yml");
        assertThat(times).startsWith(other).doesNotHaveDuplicates();
        assertThat(times.subList(1, times.size()))
                .hasSize(50)
                .allMatch(time -> time.host().equals("pc2"))
                .last()
                .isEqualTo(new HostTime("site.yml", "pc2", EVENING.plusSeconds(54), Duration.ofSeconds(54)));
    }
}
