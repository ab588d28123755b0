package io.nightshift.core.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The controller's clock: time passes only where everybody waits, and what the clock shows may jump. */
final class SimulatedClock extends Clock {
    private static final Instant BEGIN = Instant.parse("2026-11-29T01:00:00Z");

    private long passedMillis;
    private long jumpedMillis;

    /** Time that has really passed, in milliseconds; hosts live by it. */
    long passed() {
        return passedMillis;
    }

    void passTo(long millis) {
        passedMillis = Math.max(passedMillis, millis);
    }

    /** Somebody sets the clock. */
    void jump(Duration by) {
        jumpedMillis += by.toMillis();
    }

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(passedMillis + jumpedMillis);
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
