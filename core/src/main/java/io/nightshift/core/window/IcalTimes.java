package io.nightshift.core.window;

import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.io.TimezoneInfo;
import biweekly.property.ICalProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;

/**
 * What the times of a calendar mean. A time has the zone its property names: one that Java knows by this name, else the
 * one the calendar describes. Without a name it is a local time of the window.
 */
final class IcalTimes {
    /** The zone of times that end in {@code Z}. */
    static final Zone UTC = new KnownZone(ZoneOffset.UTC);

    private final TimezoneInfo zones;
    private final ZoneId ofWindow;

    IcalTimes(TimezoneInfo zones, ZoneId ofWindow) {
        this.zones = zones;
        this.ofWindow = ofWindow;
    }

    /** Turns local times into instants, and back. */
    interface Zone {
        Instant instant(LocalDateTime local);

        LocalDateTime local(Instant instant);
    }

    private record KnownZone(ZoneId id) implements Zone {
        @Override
        public Instant instant(LocalDateTime local) {
            return LocalTimes.earlier(local, id);
        }

        @Override
        public LocalDateTime local(Instant instant) {
            return LocalDateTime.ofInstant(instant, id);
        }
    }

    /** Described in the calendar itself. */
    private record DescribedZone(TimeZone zone) implements Zone {
        @Override
        public Instant instant(LocalDateTime local) {
            Calendar calendar = Calendar.getInstance(zone);
            calendar.clear();
            calendar.set(
                    local.getYear(),
                    local.getMonthValue() - 1,
                    local.getDayOfMonth(),
                    local.getHour(),
                    local.getMinute(),
                    local.getSecond());
            return calendar.toInstant();
        }

        @Override
        public LocalDateTime local(Instant instant) {
            int offset = zone.getOffset(instant.toEpochMilli());
            return LocalDateTime.ofInstant(instant.plusMillis(offset), ZoneOffset.UTC);
        }
    }

    /** The zone of the times of a property that do not say themselves that they are in UTC. */
    Zone zoneOf(ICalProperty property) throws Feeds.Unreadable {
        TimezoneAssignment assigned = zones.getTimezone(property);
        if (assigned == null) {
            String unknown = property.getParameters().getTimezoneId();
            if (unknown != null) {
                throw new Feeds.Unreadable(
                        "it names a zone that is neither known nor described in it: " + unknown, null);
            }
            return new KnownZone(ofWindow);
        }
        VTimezone described = assigned.getComponent();
        String name = described == null
                ? assigned.getTimeZone().getID()
                : described.getTimezoneId().getValue();
        String plain = name.startsWith("/") ? name.substring(1) : name;
        boolean known = ZoneId.getAvailableZoneIds().contains(plain);
        return known ? new KnownZone(ZoneId.of(plain)) : new DescribedZone(assigned.getTimeZone());
    }

    Instant instant(ICalDate date, Zone zone) {
        Zone own = date.getRawComponents().isUtc() ? UTC : zone;
        return own.instant(local(date));
    }

    static LocalDate day(ICalDate date) {
        return local(date).toLocalDate();
    }

    /** The time as it is written. */
    static LocalDateTime local(ICalDate date) {
        DateTimeComponents written = date.getRawComponents();
        if (written == null) {
            throw new DateTimeException("a time that was not written");
        }
        LocalDate day = LocalDate.of(written.getYear(), written.getMonth(), written.getDate());
        // A leap second is no time here.
        return written.hasTime()
                ? day.atTime(written.getHour(), written.getMinute(), Math.min(written.getSecond(), 59))
                : day.atStartOfDay();
    }

    /** A local time as the library counts it when it is told that everything is in UTC. */
    static ICalDate counted(LocalDateTime local) {
        return new ICalDate(Date.from(local.toInstant(ZoneOffset.UTC)), true);
    }

    static LocalDateTime uncounted(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
}
