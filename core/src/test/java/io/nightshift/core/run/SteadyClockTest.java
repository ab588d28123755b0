package io.nightshift.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A wall clock that somebody sets in mid-run. */
class SteadyClockTest {
    private static final Instant EVENING = Instant.parse("2026-11-29T21:00:00Z");

    private final Wall wall = new Wall();
    private long nanos = 77;
    private final SteadyClock clock = new SteadyClock(wall, () -> nanos);

    /** Shows what it is set to. */
    private static final class Wall extends Clock {
        private Instant shown = EVENING;

        @Override
        public Instant instant() {
            return shown;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void it_begins_with_the_wall_clock_and_counts_on_by_itself() {
        assertThat(clock.instant()).isEqualTo(EVENING);
        nanos += Duration.ofSeconds(3).toNanos();
        assertThat(clock.instant()).isEqualTo(EVENING.plusSeconds(3));
        assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant()).isEqualTo(EVENING.plusSeconds(3));
    }

    @Test
    void a_jump_forwards_lets_no_limit_pass() {
        Instant until = clock.instant().plus(Duration.ofMinutes(30));
        wall.shown = EVENING.plus(Duration.ofDays(400));
        nanos += Duration.ofMinutes(1).toNanos();
        assertThat(clock.instant()).isBefore(until);
    }

    @Test
    void a_jump_back_makes_no_limit_last_for_ever() {
        Instant until = clock.instant().plus(Duration.ofMinutes(30));
        wall.shown = EVENING.minus(Duration.ofDays(400));
        nanos += Duration.ofMinutes(31).toNanos();
        assertThat(clock.instant()).isAfter(until);
    }
}
