package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What events forbid, whatever zone the controller itself is in. */
class IcalReaderTest {
    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void theControllerIsFarAway() {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
    }

    @AfterEach
    void asBefore() {
        TimeZone.setDefault(before);
    }

    @Test
    void anAllDayEventForbidsItsDaysToTheLast() throws Feeds.Unreadable {
        Feeds.Feed feed = read(
                "SUMMARY:Christmas\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227",
                "SUMMARY:A day without end\nDTSTART;VALUE=DATE:20270101",
                "SUMMARY:A day that ends where it begins\nDTSTART;VALUE=DATE:20270106\nDTEND;VALUE=DATE:20270106",
                "SUMMARY:A week\nDTSTART;VALUE=DATE:20270201\nDURATION:P1W");
        assertThat(feed.times()).isEmpty();
        assertThat(feed.days())
                .containsExactly(
                        days("2026-12-24", "2026-12-27", "Christmas"),
                        days("2027-01-01", "2027-01-02", "A day without end"),
                        days("2027-01-06", "2027-01-07", "A day that ends where it begins"),
                        days("2027-02-01", "2027-02-08", "A week"));
    }

    @Test
    void otherEventsForbidTheirTimes() throws Feeds.Unreadable {
        Feeds.Feed feed = read(
                "DTSTART:20261201T100000Z\nDTEND:20261201T120000Z",
                "DTSTART;TZID=America/New_York:20261202T100000\nDURATION:PT90M",
                "DTSTART:20261203T100000\nDTEND:20261203T110000",
                "SUMMARY:no length\nDTSTART:20261204T100000Z");
        assertThat(texts(feed))
                .containsExactly(
                        "2026-12-01T10:00:00Z..2026-12-01T12:00:00Z",
                        "2026-12-02T15:00:00Z..2026-12-02T16:30:00Z",
                        "2026-12-03T09:00:00Z..2026-12-03T10:00:00Z"); // local time of the window, Berlin
    }

    @Test
    void repetitionsKeepTheirLocalTimeWhenClocksChange() throws Feeds.Unreadable {
        Feeds.Feed feed = read("DTSTART;TZID=Europe/London:20270321T010000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(texts(feed))
                .containsExactly(
                        "2027-03-21T01:00:00Z..2027-03-21T02:00:00Z",
                        "2027-03-28T01:00:00Z..2027-03-28T02:00:00Z", // 01:00 is left out
                        "2027-04-04T00:00:00Z..2027-04-04T01:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RRULE:FREQ=YEARLY;UNTIL=20281225              | 2026-12-25 2027-12-25 2028-12-25",
                "RRULE:FREQ=YEARLY;UNTIL=20281224              | 2026-12-25 2027-12-25",
                "RRULE:FREQ=DAILY;COUNT=3                      | 2026-12-25 2026-12-26 2026-12-27",
                "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=2          | 2026-12-25 2027-01-12 2027-02-09",
                "RRULE:FREQ=DAILY;COUNT=4 & EXDATE;VALUE=DATE:20261226,20261228 | 2026-12-25 2026-12-27",
                "RDATE;VALUE=DATE:20270501,20270601            | 2026-12-25 2027-05-01 2027-06-01",
                "EXDATE;VALUE=DATE:20261225 & RDATE;VALUE=DATE:20270501 | 2027-05-01",
            })
    void allDayEventsAreRepeated(String rule, String days) throws Feeds.Unreadable {
        Feeds.Feed feed = read("DTSTART;VALUE=DATE:20261225\n" + rule.replace(" & ", "\n"));
        assertThat(feed.days().stream().map(it -> it.from().toString())).containsExactly(days.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RRULE:FREQ=WEEKLY;UNTIL=20270108T210000Z    | 2027-01-01 2027-01-08",
                "RRULE:FREQ=WEEKLY;UNTIL=20270108T205959Z    | 2027-01-01",
                "RRULE:FREQ=WEEKLY;UNTIL=20270108            | 2027-01-01 2027-01-08",
                "RRULE:FREQ=WEEKLY;COUNT=3 & EXDATE:20270108T210000Z          | 2027-01-01 2027-01-15",
                "RRULE:FREQ=WEEKLY;COUNT=3 & EXDATE;TZID=Europe/Berlin:20270108T220000 | 2027-01-01 2027-01-15",
                "RRULE:FREQ=WEEKLY;COUNT=3 & EXDATE;VALUE=DATE:20270108       | 2027-01-01 2027-01-15",
                "RDATE:20270301T210000Z                                      | 2027-01-01 2027-03-01",
            })
    void timedEventsAreRepeated(String rule, String days) throws Feeds.Unreadable {
        Feeds.Feed feed =
                read("DTSTART;TZID=Europe/Berlin:20270101T220000\nDURATION:PT1H\n" + rule.replace(" & ", "\n"));
        assertThat(feed.times().stream().map(it -> it.from().toString()))
                .containsExactly(
                        Stream.of(days.split(" ")).map(it -> it + "T21:00:00Z").toArray(String[]::new));
    }

    @Test
    void oneRepetitionMayBeMovedAndAnotherCancelled() throws Feeds.Unreadable {
        Feeds.Feed feed = read(
                "UID:a\nDTSTART;TZID=Europe/Berlin:20270101T220000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4",
                "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20270108T220000\nDTSTART:20270109T100000Z\nDURATION:PT2H",
                "UID:a\nRECURRENCE-ID:20270115T210000Z\nDTSTART:20270115T210000Z\nDURATION:PT1H\nSTATUS:CANCELLED",
                "UID:b\nDTSTART;VALUE=DATE:20270101\nSTATUS:CANCELLED");
        assertThat(feed.days()).isEmpty();
        assertThat(texts(feed))
                .containsExactly(
                        "2027-01-01T21:00:00Z..2027-01-01T22:00:00Z",
                        "2027-01-22T21:00:00Z..2027-01-22T22:00:00Z",
                        "2027-01-09T10:00:00Z..2027-01-09T12:00:00Z");
    }

    @Test
    void aZoneMayBeDescribedInTheCalendar() throws Feeds.Unreadable {
        String zone = """
                BEGIN:VTIMEZONE
                TZID:W. Europe Standard Time
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010101T020000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
                END:DAYLIGHT
                END:VTIMEZONE
                """;
        Feeds.Feed feed = reader().read(calendar(
                zone,
                "DTSTART;TZID=W. Europe Standard Time:20270322T220000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"));
        assertThat(texts(feed))
                .containsExactly(
                        "2027-03-22T21:00:00Z..2027-03-22T22:00:00Z", "2027-03-29T20:00:00Z..2027-03-29T21:00:00Z");
    }

    @Test
    void endlessEventsAreReadForTheYearsAsked() throws Feeds.Unreadable {
        Feeds.Feed feed = read("DTSTART;VALUE=DATE:19710101\nRRULE:FREQ=YEARLY");
        assertThat(feed.days().stream().map(it -> it.from().getYear())).containsExactly(2027, 2028, 2029);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART:yesterday\nDURATION:PT1H",
                "DTSTART:20270230T100000\nDURATION:PT1H",
                "DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=FORTNIGHTLY",
                "DTSTART;VALUE=DATE:20270101\nRRULE:every day",
                "DTSTART;VALUE=DATE:20270101\nEXDATE:soon",
                "DTSTART:20270101T100000Z\nDURATION:long",
                "DTSTART;TZID=Atlantis:20270101T100000\nDURATION:PT1H",
                "SUMMARY:whenever",
                "DTSTART:20270101T100000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY",
            })
    void whatDecidesWhenAnEventIsMustBeReadable(String event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(Feeds.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Please log in</body></html>",
                "BEGIN:VCALENDAR",
                "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nEND:VE"
            })
    void whatIsNoWholeCalendarIsRefused(String text) {
        assertThatThrownBy(() -> reader().read(text)).isInstanceOf(Feeds.Unreadable.class);
    }

    @Test
    void aCalendarWithoutEventsIsMadeKnown() throws Feeds.Unreadable {
        assertThat(read().warning()).hasValue("this calendar has no event in the next years");
        assertThat(read("DTSTART;VALUE=DATE:20270101").warning()).isEmpty();
    }

    private static Feeds.Feed read(String... events) throws Feeds.Unreadable {
        return reader().read(calendar("", events));
    }

    private static IcalReader reader() {
        return new IcalReader(
                "x.ics",
                ZoneId.of("Europe/Berlin"),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2029-12-01T00:00:00Z"));
    }

    private static String calendar(String head, String... events) {
        StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n").append(head);
        for (String event : events) {
            text.append("BEGIN:VEVENT\n").append(event).append("\nEND:VEVENT\n");
        }
        return text.append("END:VCALENDAR\n").toString().replace("\n", "\r\n");
    }

    private static Span<LocalDate> days(String from, String to, String title) {
        return new Span<>(LocalDate.parse(from), LocalDate.parse(to), "event `" + title + "` of x.ics");
    }

    private static List<String> texts(Feeds.Feed feed) {
        return feed.times().stream().map(it -> it.from() + ".." + it.to()).toList();
    }
}
