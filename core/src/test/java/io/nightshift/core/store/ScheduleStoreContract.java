package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.Firing.State;
import io.nightshift.core.schedule.Missed;
import io.nightshift.core.schedule.Overlap;
import io.nightshift.core.schedule.RunLease;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleStore;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduleStore.Unstarted;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of schedules keeps to; {@link #store()} is empty at the start of each test. */
abstract class ScheduleStoreContract {
    private static final Instant TEN = Instant.parse("2026-11-29T22:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final ScheduledOrder ORDER =
            new ScheduledOrder(List.of("run", "site.yml", "-e", "token=s3cret"), "/srv/rollouts", "tech", "/run/agent");

    abstract ScheduleStore store();

    private static Schedule nightly(String name) {
        return new Schedule(
                name,
                Timing.words("weekday", "22:00"),
                "Europe/London",
                Duration.ofHours(2),
                Missed.NEXT,
                Overlap.WAIT,
                ORDER,
                "/srv/rollouts/schedules.yml",
                "tech",
                TEN,
                null,
                null);
    }

    private static Claim claim(Instant nominal, String run, String node) {
        return new Claim("nightly", nominal, false, run, ORDER, node);
    }

    @Test
    void schedulesComeBackAsTheyWereKept() {
        Schedule nightly = nightly("nightly");
        Schedule hourly = new Schedule(
                "hourly",
                Timing.cron("0 0 * * * ?"),
                "UTC",
                Duration.ofSeconds(90),
                Missed.NOW,
                Overlap.SKIP,
                new ScheduledOrder(List.of("run", "x.yml"), "/", "root", null),
                null,
                "root",
                TEN.plusSeconds(1),
                "kim",
                TEN.plusSeconds(2));
        store().keepSchedule(nightly);
        store().keepSchedule(hourly);

        assertThat(store().schedules()).containsExactly(hourly, nightly);
        assertThat(store().schedule("nightly")).contains(nightly);
        assertThat(store().schedule("yearly")).isEmpty();

        store().keepSchedule(nightly.paused("kim", TEN));
        assertThat(store().schedule("nightly")).contains(nightly.paused("kim", TEN));
        assertThat(store().removeSchedule("nightly")).isTrue();
        assertThat(store().removeSchedule("nightly")).isFalse();
        assertThat(store().schedules()).containsExactly(hourly);
    }

    @Test
    void aTimeIsClaimedOnce() {
        assertThat(store().claimFiring(claim(TEN, "r1", "a"), LONG)).isTrue();
        assertThat(store().claimFiring(claim(TEN, "r2", "b"), LONG)).isFalse();
        assertThat(store().claimFiring(claim(TEN, "r1", "a"), LONG))
                .as("asked again because the answer was lost")
                .isTrue();

        assertThat(store().firings("nightly", 5)).hasSize(1);
        Firing firing = store().firingOfRun("r1").orElseThrow();
        assertThat(firing.state()).isEqualTo(State.CLAIMED);
        assertThat(firing.nominal()).isEqualTo(TEN);
        assertThat(firing.node()).isEqualTo("a");
        assertThat(store().orderOfRun("r1")).contains(ORDER);
        assertThat(store().lease("r1").map(RunLease::node)).contains("a");
        assertThat(store().firingOfRun("r2")).isEmpty();
        assertThat(store().lease("r2")).isEmpty();
    }

    @Test
    void ofManyWhoClaimATimeAtOnceOneGetsIt() {
        for (int round = 0; round < 10; round++) {
            Instant nominal = TEN.plusSeconds(round);
            AtomicInteger won = new AtomicInteger();
            String prefix = "r" + round + "-";
            List<String> failed = Threads.inParallel(8, number -> {
                if (store().claimFiring(claim(nominal, prefix + number, "n" + number), LONG)) {
                    won.incrementAndGet();
                }
            });
            assertThat(failed).isEmpty();
            assertThat(won).hasValue(1);
        }
        assertThat(store().firings("nightly", 100)).hasSize(10);
    }

    @Test
    void aRecordedSkipStays() {
        store().recordFirings(List.of(
                new Unstarted("nightly", TEN, State.SKIPPED, "missed"),
                new Unstarted("nightly", TEN.plusSeconds(60), State.SKIPPED, "missed too")));
        store().recordFirings(List.of(
                new Unstarted("nightly", TEN, State.SKIPPED, "told again"),
                new Unstarted("nightly", TEN.plusSeconds(120), State.SKIPPED, "late")));

        assertThat(store().claimFiring(claim(TEN, "r1", "a"), LONG)).isFalse();
        assertThat(store().firings("nightly", 10))
                .extracting(Firing::reason)
                .containsExactly("late", "missed too", "missed");
        assertThat(store().newestFirings()).isEqualTo(Map.of("nightly", TEN.plusSeconds(120)));
        assertThat(store().openFirings()).isEmpty();
    }

    @Test
    void aTimeThatWaitsMayBeClaimedOrSkippedLater() {
        store().recordFirings(List.of(
                new Unstarted("nightly", TEN, State.WAITS_FOR_RUN, "until"),
                new Unstarted("nightly", TEN.plusSeconds(60), State.WAITS_FOR_WINDOW, "window")));
        assertThat(store().openFirings()).extracting(Firing::nominal).containsExactly(TEN, TEN.plusSeconds(60));

        assertThat(store().claimFiring(claim(TEN, "r1", "a"), LONG)).isTrue();
        assertThat(store().claimFiring(claim(TEN, "r2", "b"), LONG)).isFalse();
        store().recordFirings(List.of(new Unstarted("nightly", TEN, State.SKIPPED, "too late to say so")));
        store().recordFirings(List.of(new Unstarted("nightly", TEN.plusSeconds(60), State.SKIPPED, "closed")));

        assertThat(store().firings("nightly", 10))
                .extracting(Firing::state)
                .containsExactly(State.SKIPPED, State.CLAIMED);
    }

    @Test
    void aRunThatHasEndedIsNoLongerOpen() {
        store().claimFiring(claim(TEN, "r1", "a"), LONG);
        store().claimFiring(claim(TEN.plusSeconds(60), "r2", "a"), LONG);
        store().endFiring("r1", 4);
        store().dropFiring("r2", "its inventory is gone");

        assertThat(store().openFirings()).isEmpty();
        Firing ended = store().firingOfRun("r1").orElseThrow();
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.ended()).isNotNull();
        assertThat(store().firingOfRun("r2").orElseThrow().reason()).isEqualTo("its inventory is gone");
    }

    @Test
    void whatAPersonOrdersIsTakenByWhoeverComesFirst() {
        store().orderFiring(new Claim("nightly", TEN, true, "r1", ORDER, ""));
        store().orderFiring(new Claim("nightly", TEN, true, "r1", ORDER, ""));

        assertThat(store().newestFirings()).isEmpty();
        assertThat(store().freeRuns()).containsExactly("r1");
        assertThat(store().takeLease("r1", "a", LONG)).isTrue();
        assertThat(store().takeLease("r1", "b", LONG)).isFalse();
        assertThat(store().freeRuns()).isEmpty();
    }

    @Test
    void aLeaseIsKeptByRenewingItAndLostByNotDoingSo() throws InterruptedException {
        Duration brief = Duration.ofMillis(300);
        store().claimFiring(claim(TEN, "r1", "a"), brief);
        store().claimFiring(claim(TEN.plusSeconds(60), "r2", "a"), LONG);
        assertThat(store().renewLeases("a", List.of("r1", "r2"), brief)).containsExactlyInAnyOrder("r1", "r2");
        assertThat(store().takeLease("r2", "b", LONG)).isFalse();
        Instant end = store().lease("r1").orElseThrow().until();
        while (!store().storeTime().isAfter(end)) {
            Thread.onSpinWait();
        }

        assertThat(store().freeRuns()).contains("r1");
        assertThat(store().takeLease("r1", "b", LONG)).isTrue();
        assertThat(store().lease("r1").orElseThrow().epoch()).isEqualTo(2);
        assertThat(store().renewLeases("a", List.of("r1"), LONG)).isEmpty();
        store().releaseLease("r1", "a");
        assertThat(store().freeRuns()).doesNotContain("r1");
        store().releaseLease("r1", "b");
        assertThat(store().freeRuns()).contains("r1");
        store().endLease("r1", "b");
        assertThat(store().freeRuns())
                .as("it belongs to nobody now, and only its holder ends it")
                .contains("r1");
        assertThat(store().takeLease("r1", "c", LONG)).isTrue();
        store().endLease("r1", "c");
        assertThat(store().lease("r1")).isEmpty();
    }

    @Test
    void ofManyWhoTakeAFreeRunOneGetsIt() {
        IntStream.range(0, 5).forEach(number -> {
            String run = "r" + number;
            AtomicInteger won = new AtomicInteger();
            assertThat(Threads.inParallel(6, node -> {
                        if (store().takeLease(run, "n" + node, LONG)) {
                            won.incrementAndGet();
                        }
                    }))
                    .isEmpty();
            assertThat(won).hasValue(1);
        });
    }
}
