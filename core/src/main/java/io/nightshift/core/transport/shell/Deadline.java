package io.nightshift.core.transport.shell;

import java.time.Duration;

/** A point in monotonic time by which something must have ended; wall clocks may jump, this one does not. */
public final class Deadline {
    private final Duration limit;
    private final long end;

    private Deadline(Duration limit) {
        this.limit = limit;
        // A limit of years would overflow the nanosecond clock; thirty years are as good as none.
        Duration bounded = limit.compareTo(Duration.ofDays(10_000)) > 0 ? Duration.ofDays(10_000) : limit;
        this.end = System.nanoTime() + bounded.toNanos();
    }

    /** The deadline that far from now. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** What is left, at least zero. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What is left in milliseconds, rounded up, so that a wait never spins. */
    public long remainingMillis() {
        return (remaining().toNanos() + 999_999) / 1_000_000;
    }

    public boolean passed() {
        return end - System.nanoTime() <= 0;
    }

    /** Passed, or so near that a wait until then, in whole milliseconds, may have ended a little early. */
    public boolean reached() {
        return remaining().toMillis() < 20;
    }

    /** The limit as technicians say it: {@code 0.5 s}, {@code 30 s}, {@code 5 min}. */
    @Override
    public String toString() {
        long millis = limit.toMillis();
        if (millis < 10_000 && millis % 1000 != 0) {
            return millis / 1000.0 + " s";
        }
        return millis >= 120_000 ? millis / 60_000 + " min" : millis / 1000 + " s";
    }
}
