package io.nightshift.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules for times that are due, missed, or come too early after the one before. */
class DecisionTest {
    private static final Instant TEN = Instant.parse("2026-11-30T22:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Openings MIDNIGHT = (schedule, from) ->
            Optional.of(TEN.plus(Duration.ofHours(2)).isAfter(from) ? TEN.plus(Duration.ofHours(2)) : from);

    private static Schedule nightly(Missed missed, Overlap overlap) {
        return new Schedule(
                "nightly",
                Timing.words("day", "22:00"),
                "UTC",
                Duration.ofHours(1),
                missed,
                overlap,
                new ScheduledOrder(List.of("run", "x.yml"), "/", "tech", null),
                null,
                "tech",
                TEN.minus(Duration.ofDays(1)),
                null,
                null);
    }

    private static Decision decision(Schedule schedule, Openings openings, Duration after) {
        return new Decision(schedule, schedule.timing().recurrence(), openings, TEN.plus(after));
    }

    private static Firing firing(Instant nominal, Firing.State state) {
        return new Firing("nightly", nominal, false, state, null, "r1", "a", nominal, null, null);
    }

    private static Verdict due(Missed missed, Openings openings, Duration after) {
        return decision(nightly(missed, Overlap.WAIT), openings, after).due(TEN, TEN, null);
    }

    @Test
    void whatIsDueRunsUnderEveryRule() {
        for (Missed missed : Missed.values()) {
            assertThat(due(missed, Openings.NONE, SECOND)).isEqualTo(new Verdict.Run());
        }
    }

    @Test
    void whatWasMissed() {
        Duration late = Duration.ofMinutes(30);
        assertThat(due(Missed.SKIP, MIDNIGHT, late)).isEqualTo(new Verdict.Skip("missed: no controller was up"));
        assertThat(due(Missed.NOW, MIDNIGHT, late)).isEqualTo(new Verdict.Run());
        assertThat(due(Missed.NOW, MIDNIGHT, Duration.ofMinutes(61)))
                .isEqualTo(new Verdict.Skip("missed: no controller was up until its deadline"));
        assertThat(due(Missed.NEXT, Openings.NONE, late))
                .isEqualTo(new Verdict.Skip("missed: no controller was up; no window opens before the next time"));
        assertThat(due(Missed.NEXT, MIDNIGHT, late))
                .isEqualTo(new Verdict.Wait(
                        Firing.State.WAITS_FOR_WINDOW,
                        "missed: no controller was up; it waits for the window at 00:00 on 1 Dec"));
    }

    @Test
    void ofSeveralThatWereMissedTheNewestRuns() {
        Decision decision = decision(nightly(Missed.NOW, Overlap.WAIT), Openings.NONE, Duration.ofMinutes(30));
        assertThat(decision.due(TEN.minusSeconds(60), TEN, null))
                .isEqualTo(new Verdict.Skip("missed: no controller was up; a later one takes its place"));
        assertThat(decision.due(TEN, TEN, null)).isEqualTo(new Verdict.Run());
    }

    @Test
    void aMissedRunBeginsWhenTheWindowOpensAndNotAfterTheNextTime() {
        Firing waiting = firing(TEN, Firing.State.WAITS_FOR_WINDOW);
        Schedule schedule = nightly(Missed.NEXT, Overlap.WAIT);
        assertThat(decision(schedule, MIDNIGHT, Duration.ofHours(1)).waiting(waiting, null))
                .isEmpty();
        assertThat(decision(schedule, MIDNIGHT, Duration.ofHours(2)).waiting(waiting, null))
                .contains(new Verdict.Run());
        assertThat(decision(schedule, MIDNIGHT, Duration.ofHours(24)).waiting(waiting, null))
                .contains(new Verdict.Skip("missed; the next time came before a window opened"));
    }

    @Test
    void aRunThatComesWhileTheOneBeforeGoesOn() {
        Firing before = firing(TEN.minus(Duration.ofDays(1)), Firing.State.CLAIMED);
        assertThat(decision(nightly(Missed.NEXT, Overlap.SKIP), Openings.NONE, SECOND)
                        .due(TEN, TEN, before))
                .isEqualTo(new Verdict.Skip("the run of 22:00 on 29 Nov was still going on"));
        assertThat(decision(nightly(Missed.NEXT, Overlap.WAIT), Openings.NONE, SECOND)
                        .due(TEN, TEN, before))
                .isEqualTo(new Verdict.Wait(Firing.State.WAITS_FOR_RUN, "until the run of 22:00 on 29 Nov has ended"));

        Firing waiting = firing(TEN, Firing.State.WAITS_FOR_RUN);
        Schedule schedule = nightly(Missed.NEXT, Overlap.WAIT);
        assertThat(decision(schedule, Openings.NONE, Duration.ofMinutes(59)).waiting(waiting, before))
                .isEmpty();
        assertThat(decision(schedule, Openings.NONE, Duration.ofMinutes(59)).waiting(waiting, null))
                .contains(new Verdict.Run());
        assertThat(decision(schedule, Openings.NONE, Duration.ofMinutes(61)).waiting(waiting, before))
                .contains(new Verdict.Skip("the run before it did not end until its deadline"));
    }

    @Test
    void whatIsPausedIsSkippedAndSaysByWhom() {
        Schedule paused = nightly(Missed.NOW, Overlap.WAIT).paused("kim", TEN);
        Decision decision = decision(paused, Openings.NONE, SECOND);
        assertThat(decision.due(TEN, TEN, null)).isEqualTo(new Verdict.Skip("paused by kim"));
        assertThat(decision.waiting(firing(TEN, Firing.State.WAITS_FOR_RUN), null))
                .contains(new Verdict.Skip("paused by kim"));
    }
}
