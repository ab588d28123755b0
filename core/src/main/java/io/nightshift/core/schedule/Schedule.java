package io.nightshift.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is run again and again.
 *
 * @param zone whose local time counts
 * @param deadline how long after its time a run may still start
 * @param source the file it is kept in; null for one added by hand
 * @param by who added or changed it last
 * @param since times after this one count
 * @param pausedBy null while it is not paused
 */
public record Schedule(
        String name,
        Timing timing,
        String zone,
        Duration deadline,
        Missed missed,
        Overlap overlap,
        ScheduledOrder order,
        @Nullable String source,
        String by,
        Instant since,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt) {
    /** How long after its time a run may start unless the schedule says otherwise. */
    public static final Duration DEADLINE = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Schedule {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a schedule: " + name);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline is longer than nothing: " + deadline);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** The first time after an instant; empty if there is none any more. */
    public Optional<Instant> next(Instant after) {
        return timing.recurrence().next(after.isBefore(since) ? since : after, zoneId());
    }

    /** Its times are recorded as skipped from now on. */
    public Schedule paused(String who, Instant now) {
        return new Schedule(name, timing, zone, deadline, missed, overlap, order, source, by, since, who, now);
    }

    /** Its times count again. */
    public Schedule resumed() {
        return new Schedule(name, timing, zone, deadline, missed, overlap, order, source, by, since, null, null);
    }

    /** What somebody else may have changed in the meantime stays: when it began to count, and whether it is paused. */
    public Schedule inPlaceOf(Schedule before) {
        boolean sameTimes = timing.equals(before.timing) && zone.equals(before.zone);
        return new Schedule(
                name,
                timing,
                zone,
                deadline,
                missed,
                overlap,
                order,
                source,
                by,
                sameTimes ? before.since : since,
                before.pausedBy,
                before.pausedAt);
    }

    /** Whether both ask for the same, whoever asked and when. */
    public boolean asksTheSameAs(Schedule other) {
        return name.equals(other.name)
                && timing.equals(other.timing)
                && zone.equals(other.zone)
                && deadline.equals(other.deadline)
                && missed == other.missed
                && overlap == other.overlap
                && order.words().equals(other.order.words())
                && order.folder().equals(other.order.folder())
                && Objects.equals(order.agent(), other.order.agent());
    }
}
