package io.nightshift.core.window;

import biweekly.component.VEvent;
import biweekly.property.DateStart;
import biweekly.property.ExceptionDates;
import biweekly.property.ExceptionRule;
import biweekly.property.RecurrenceDates;
import biweekly.property.RecurrenceId;
import biweekly.property.RecurrenceRule;
import biweekly.util.ICalDate;
import biweekly.util.Period;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event of a calendar with all its repetitions. Repetitions are counted in local time, as they are written, and
 * only then turned into instants; so an event at 22:00 stays there when clocks change.
 */
final class IcalEvent {
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final int MOST_REPETITIONS = 100_000;

    private final VEvent event;
    private final IcalTimes times;
    private final ICalDate start;
    private final IcalTimes.Zone zone;

    IcalEvent(VEvent event, IcalTimes times) throws Feeds.Unreadable {
        this.event = event;
        this.times = times;
        DateStart begins = event.getDateStart();
        if (begins == null || begins.getValue() == null) {
            throw new Feeds.Unreadable("it has an event without a beginning: " + title(event), null);
        }
        this.start = begins.getValue();
        this.zone = times.zoneOf(begins);
    }

    static String title(VEvent event) {
        String title = event.getSummary() == null
                ? ""
                : String.valueOf(event.getSummary().getValue());
        String line = title.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? "(no title)" : line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }

    boolean isAllDay() {
        return !start.hasTime();
    }

    /** The local times that it begins at until a day, in order; of an all-day event the midnights. */
    private Set<LocalDateTime> beginnings(LocalDate until) throws Feeds.Unreadable {
        Set<LocalDateTime> found = new TreeSet<>();
        found.add(local(start));
        for (RecurrenceRule rule : event.getProperties(RecurrenceRule.class)) {
            repeat(rule.getValue(), until, found);
        }
        for (RecurrenceDates more : event.getProperties(RecurrenceDates.class)) {
            IcalTimes.Zone written = times.zoneOf(more);
            more.getDates().forEach(date -> found.add(local(date, written)));
            for (Period period : more.getPeriods()) {
                found.add(local(period.getStartDate(), written));
            }
        }
        Set<LocalDateTime> excluded = new TreeSet<>();
        for (ExceptionRule rule : event.getProperties(ExceptionRule.class)) {
            repeat(rule.getValue(), until, excluded);
        }
        for (ExceptionDates except : event.getProperties(ExceptionDates.class)) {
            exclude(except.getValues(), times.zoneOf(except), found, excluded);
        }
        found.removeAll(excluded);
        return found;
    }

    private void exclude(
            Collection<ICalDate> dates, IcalTimes.Zone written, Set<LocalDateTime> of, Set<LocalDateTime> excluded) {
        for (ICalDate date : dates) {
            if (date.hasTime() && !isAllDay()) {
                excluded.add(local(date, written));
            } else {
                LocalDate day = IcalTimes.day(date);
                of.stream().filter(it -> it.toLocalDate().equals(day)).forEach(excluded::add);
            }
        }
    }

    private void repeat(@Nullable Recurrence rule, LocalDate until, Set<LocalDateTime> into) throws Feeds.Unreadable {
        if (rule == null || rule.getFrequency() == null) {
            throw new Feeds.Unreadable("it has an event whose repetition cannot be understood: " + title(event), null);
        }
        Recurrence.Builder counted = new Recurrence.Builder(rule);
        Optional.ofNullable(rule.getUntil())
                .ifPresent(last -> counted.until(IcalTimes.counted(
                        last.hasTime() && !isAllDay()
                                ? local(last)
                                : IcalTimes.day(last).atTime(LocalTime.MAX))));
        DateIterator each = counted.build().getDateIterator(IcalTimes.counted(local(start)), UTC);
        for (int i = 0; each.hasNext(); i++) {
            if (i > MOST_REPETITIONS) {
                throw new Feeds.Unreadable("it has an event that is repeated too often: " + title(event), null);
            }
            LocalDateTime next = IcalTimes.uncounted(each.next());
            if (next.toLocalDate().isAfter(until)) {
                return;
            }
            into.add(next);
        }
    }

    private LocalDateTime local(ICalDate date) {
        return local(date, zone);
    }

    /** A time in the zone of the event's beginning. */
    private LocalDateTime local(ICalDate date, IcalTimes.Zone written) {
        return isAllDay() ? IcalTimes.day(date).atStartOfDay() : startZone().local(times.instant(date, written));
    }

    /** An event written in UTC is repeated in UTC. */
    private IcalTimes.Zone startZone() {
        return start.getRawComponents().isUtc() ? IcalTimes.UTC : zone;
    }

    /** The days it covers, but for repetitions that other events take the place of. */
    List<Span<LocalDate>> days(Set<LocalDateTime> replaced, LocalDate from, LocalDate until, String why)
            throws Feeds.Unreadable {
        long length = event.getDateEnd() != null
                ? ChronoUnit.DAYS.between(
                        IcalTimes.day(start), IcalTimes.day(event.getDateEnd().getValue()))
                : Math.max(1, lasts().toDays());
        List<Span<LocalDate>> spans = new ArrayList<>();
        for (LocalDateTime begin : beginnings(until)) {
            LocalDate day = begin.toLocalDate();
            // Some write the same day for the end of a single day.
            LocalDate end = day.plusDays(Math.max(1, length));
            if (!replaced.contains(begin) && end.isAfter(from) && !day.isAfter(until)) {
                spans.add(new Span<>(day, end, why));
            }
        }
        return spans;
    }

    /** The times it covers, but for repetitions that other events take the place of. */
    List<Span<Instant>> times(Set<LocalDateTime> replaced, Instant from, Instant until, String why)
            throws Feeds.Unreadable {
        Instant first = times.instant(start, zone);
        Duration length = event.getDateEnd() != null
                ? Duration.between(
                        first, times.instant(event.getDateEnd().getValue(), times.zoneOf(event.getDateEnd())))
                : lasts();
        List<Span<Instant>> spans = new ArrayList<>();
        LocalDate lastDay = startZone().local(until).toLocalDate();
        for (LocalDateTime begin : beginnings(lastDay)) {
            Instant opens = startZone().instant(begin);
            Instant end = opens.plus(length);
            if (!replaced.contains(begin) && opens.isBefore(end) && end.isAfter(from) && opens.isBefore(until)) {
                spans.add(new Span<>(opens, end, why));
            }
        }
        return spans;
    }

    /** Zero if nothing is said; such an event forbids nothing, unless it is of a whole day. */
    private Duration lasts() {
        return event.getDuration() == null || event.getDuration().getValue() == null
                ? Duration.ZERO
                : Duration.ofMillis(event.getDuration().getValue().toMillis());
    }

    /** Which repetition of an event of the same id this one takes the place of, in that event's zone. */
    static Optional<LocalDateTime> replaces(VEvent event, IcalEvent repeated) throws Feeds.Unreadable {
        RecurrenceId id = event.getRecurrenceId();
        return id == null || id.getValue() == null
                ? Optional.empty()
                : Optional.of(repeated.local(id.getValue(), repeated.times.zoneOf(id)));
    }
}
