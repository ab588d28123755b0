package io.nightshift.core.window;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads calendars in the form of RFC 5545 (iCal): all-day events forbid days, other events forbid times. Cancelled ones
 * do not count. What decides when an event is must be readable; everything else may be as it likes.
 */
final class IcalReader {
    private static final Set<String> DECIDING =
            Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID", "STATUS");

    private final String name;
    private final ZoneId zone;
    private final Instant from;
    private final Instant until;

    /**
     * @param name of the calendar, for reasons
     * @param zone of times that name none
     * @param from the first instant of interest
     * @param until the last one
     */
    IcalReader(String name, ZoneId zone, Instant from, Instant until) {
        this.name = name;
        this.zone = zone;
        this.from = from;
        this.until = until;
    }

    Feeds.Feed read(String text) throws Feeds.Unreadable {
        String whole = text.strip();
        if (!whole.contains("BEGIN:VCALENDAR")) {
            throw new Feeds.Unreadable("it is no calendar in iCal form", "it should begin with `BEGIN:VCALENDAR`");
        }
        if (!whole.endsWith("END:VCALENDAR")) {
            throw new Feeds.Unreadable("it ends in the middle", "its last line should be `END:VCALENDAR`");
        }
        List<Span<LocalDate>> days = new ArrayList<>();
        List<Span<Instant>> times = new ArrayList<>();
        try (ICalReader reader = new ICalReader(whole)) {
            for (ICalendar calendar = reader.readNext(); calendar != null; calendar = reader.readNext()) {
                refuse(reader.getWarnings());
                read(calendar, days, times);
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The library throws what it likes at texts that are no calendars.
            throw new Feeds.Unreadable("it cannot be understood: " + e.getMessage(), null);
        }
        boolean empty = days.isEmpty() && times.isEmpty();
        return new Feeds.Feed(
                days, times, empty ? Optional.of("this calendar has no event in the next years") : Optional.empty());
    }

    private static void refuse(List<ParseWarning> warnings) throws Feeds.Unreadable {
        for (ParseWarning warning : warnings) {
            if (warning.getPropertyName() != null && DECIDING.contains(warning.getPropertyName())) {
                throw new Feeds.Unreadable(
                        "it has a " + warning.getPropertyName() + " in line " + warning.getLineNumber()
                                + " that cannot be understood",
                        null);
            }
        }
    }

    private void read(ICalendar calendar, List<Span<LocalDate>> days, List<Span<Instant>> times)
            throws Feeds.Unreadable {
        IcalTimes meaning = new IcalTimes(calendar.getTimezoneInfo(), zone);
        Map<String, List<VEvent>> replacing = replacing(calendar);
        for (VEvent each : calendar.getEvents()) {
            if (each.getStatus() != null && each.getStatus().isCancelled()) {
                continue;
            }
            IcalEvent event = new IcalEvent(each, meaning);
            Set<LocalDateTime> replaced = replaced(each, event, replacing);
            String why = "event `" + IcalEvent.title(each) + "` of " + name;
            if (event.isAllDay()) {
                LocalDate first = from.atZone(zone).toLocalDate();
                days.addAll(event.days(replaced, first, until.atZone(zone).toLocalDate(), why));
            } else {
                times.addAll(event.times(replaced, from, until, why));
            }
        }
    }

    /** Events that take the place of a repetition of another of the same id; cancelled ones take it away. */
    private static Map<String, List<VEvent>> replacing(ICalendar calendar) {
        return calendar.getEvents().stream()
                .filter(it -> it.getUid() != null && it.getRecurrenceId() != null)
                .collect(Collectors.groupingBy(it -> it.getUid().getValue()));
    }

    private static Set<LocalDateTime> replaced(VEvent each, IcalEvent event, Map<String, List<VEvent>> replacing)
            throws Feeds.Unreadable {
        Set<LocalDateTime> replaced = new HashSet<>();
        if (each.getUid() != null && each.getRecurrenceId() == null) {
            for (VEvent other : replacing.getOrDefault(each.getUid().getValue(), List.of())) {
                IcalEvent.replaces(other, event).ifPresent(replaced::add);
            }
        }
        return replaced;
    }
}
