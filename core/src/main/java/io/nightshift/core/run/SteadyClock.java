package io.nightshift.core.run;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The time of one run: the wall clock's when the run began, counted on by a clock that nobody can set. When the wall clock jumps
 * during the run, forwards or back, no limit passes early or late and the journal's times stay in order.
 */
public final class SteadyClock extends Clock {
    private final Instant began;
    private final long beganNanos;
    private final LongSupplier nanos;
    private final ZoneId zone;

    /** Counts from now. */
    public SteadyClock() {
        this(Clock.systemDefaultZone(), System::nanoTime);
    }

    SteadyClock(Clock wall, LongSupplier nanos) {
        this(wall.instant(), nanos.getAsLong(), nanos, wall.getZone());
    }

    private SteadyClock(Instant began, long beganNanos, LongSupplier nanos, ZoneId zone) {
        this.began = began;
        this.beganNanos = beganNanos;
        this.nanos = nanos;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - beganNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(began, beganNanos, nanos, other);
    }
}
