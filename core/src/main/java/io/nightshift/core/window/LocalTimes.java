package io.nightshift.core.window;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * The one place that turns local time into instants. Where clocks go forward, a local time that does not exist means
 * the first instant after the gap. Where they go back, a local time that comes twice means the earlier of the two,
 * except for the end of a freeze, which is the later one: what is forbidden stays so in both.
 */
public final class LocalTimes {
    private LocalTimes() {}

    /** The instant that a local time means. */
    public static Instant earlier(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.toInstant(zone.getRules().getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    /** The same, but the later instant of a local time that comes twice. */
    static Instant later(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isOverlap() ? local.toInstant(change.getOffsetAfter()) : earlier(local, zone);
    }
}
