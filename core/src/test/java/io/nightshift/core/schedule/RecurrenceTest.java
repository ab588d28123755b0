package io.nightshift.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cron lines and calendar words mean, on days when the clocks change too. */
class RecurrenceTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static List<String> times(Timing timing, String zone, String from, int count) {
        ZoneId id = ZoneId.of(zone);
        Instant start = LocalDateTime.parse(from).atZone(id).toInstant();
        return timing.recurrence().between(start, start.plusSeconds(86_400L * 366 * 5), id, count).stream()
                .map(instant -> instant.atZone(id).toOffsetDateTime().toString())
                .toList();
    }

    @Test
    void aCronLineOfQuartz() {
        assertThat(times(Timing.cron("0 0 22 ? * MON-FRI"), "Europe/London", "2026-11-26T12:00", 4))
                .containsExactly("2026-11-26T22:00Z", "2026-11-27T22:00Z", "2026-11-30T22:00Z", "2026-12-01T22:00Z");
        assertThat(times(Timing.cron("30 15 4 L-2 * ?"), "UTC", "2027-02-01T00:00", 2))
                .containsExactly("2027-02-26T04:15:30Z", "2027-03-29T04:15:30Z");
        assertThat(times(Timing.cron("0 0 3 ? * TUE#2"), "UTC", "2027-01-01T00:00", 2))
                .containsExactly("2027-01-12T03:00Z", "2027-02-09T03:00Z");
        assertThat(times(Timing.cron("0 0 3 ? * 6L"), "UTC", "2027-01-01T00:00", 2))
                .containsExactly("2027-01-29T03:00Z", "2027-02-26T03:00Z");
        assertThat(times(Timing.cron("0 0 3 15W * ?"), "UTC", "2027-05-01T00:00", 2))
                .containsExactly("2027-05-14T03:00Z", "2027-06-15T03:00Z");
        assertThat(times(Timing.cron("0 0 3 LW * ?"), "UTC", "2027-01-01T00:00", 2))
                .containsExactly("2027-01-29T03:00Z", "2027-02-26T03:00Z");
        assertThat(times(Timing.cron("0 0 12 29 2 ?"), "UTC", "2026-01-01T00:00", 1))
                .containsExactly("2028-02-29T12:00Z");
        assertThat(times(Timing.cron("0 0/30 22-1 ? * FRI-SUN"), "UTC", "2026-11-26T12:00", 5))
                .containsExactly(
                        "2026-11-27T00:00Z",
                        "2026-11-27T00:30Z",
                        "2026-11-27T01:00Z",
                        "2026-11-27T01:30Z",
                        "2026-11-27T22:00Z");
        assertThat(times(Timing.cron("0 0 0 1 1 ? 2028"), "UTC", "2026-11-26T12:00", 5))
                .containsExactly("2028-01-01T00:00Z");
    }

    @Test
    void aLineOfACrontab() {
        assertThat(times(Timing.cron("0 22 * * 1-5"), "UTC", "2026-11-26T23:00", 2))
                .containsExactly("2026-11-27T22:00Z", "2026-11-30T22:00Z");
        assertThat(times(Timing.cron("0 22 * * 0"), "UTC", "2026-11-26T23:00", 1))
                .containsExactly("2026-11-29T22:00Z");
        assertThat(times(Timing.cron("0 22 * * 7"), "UTC", "2026-11-26T23:00", 1))
                .containsExactly("2026-11-29T22:00Z");
        assertThat(times(Timing.cron("0 22 1 * mon"), "UTC", "2026-11-26T23:00", 2))
                .containsExactly("2026-11-30T22:00Z", "2026-12-01T22:00Z");
    }

    @Test
    void calendarWords() {
        assertThat(times(Timing.words("day", "6:30, 22:00"), "UTC", "2026-11-26T12:00", 3))
                .containsExactly("2026-11-26T22:00Z", "2026-11-27T06:30Z", "2026-11-27T22:00Z");
        assertThat(times(Timing.words("mon,Thursday", "22:00"), "UTC", "2026-11-26T23:00", 2))
                .containsExactly("2026-11-30T22:00Z", "2026-12-03T22:00Z");
        assertThat(times(Timing.words("fri-mon", "22:00"), "UTC", "2026-11-26T23:00", 5))
                .containsExactly(
                        "2026-11-27T22:00Z",
                        "2026-11-28T22:00Z",
                        "2026-11-29T22:00Z",
                        "2026-11-30T22:00Z",
                        "2026-12-04T22:00Z");
        assertThat(times(Timing.words("second tuesday, last day", "03:00"), "UTC", "2027-01-01T00:00", 3))
                .containsExactly("2027-01-12T03:00Z", "2027-01-31T03:00Z", "2027-02-09T03:00Z");
    }

    @Test
    void aTimeThatIsSkippedMeansTheFirstInstantAfterTheGap() {
        assertThat(times(Timing.words("day", "01:30"), "Europe/London", "2027-03-27T12:00", 2))
                .containsExactly("2027-03-28T02:00+01:00", "2027-03-29T01:30+01:00");
        assertThat(times(Timing.words("day", "01:30,01:45,02:00"), "Europe/London", "2027-03-28T00:00", 2))
                .as("one run where several times mean the same instant")
                .containsExactly("2027-03-28T02:00+01:00", "2027-03-29T01:30+01:00");
        assertThat(times(Timing.words("day", "12:00"), "Pacific/Apia", "2011-12-29T00:00", 3))
                .as("the day that Samoa left out")
                .containsExactly("2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00");
    }

    @Test
    void aTimeThatComesTwiceIsTheEarlier() {
        assertThat(times(Timing.words("day", "01:30"), "Europe/London", "2026-10-24T12:00", 2))
                .containsExactly("2026-10-25T01:30+01:00", "2026-10-26T01:30Z");
        assertThat(times(Timing.words("day", "01:45"), "Australia/Lord_Howe", "2027-04-03T12:00", 2))
                .containsExactly("2027-04-04T01:45+11:00", "2027-04-05T01:45+10:30");
    }

    @Test
    void theNextTimeIsTheFirstOfThoseToCome() {
        Recurrence nightly = Timing.words("day", "01:30").recurrence();
        Instant spring = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(nightly.next(spring.minusSeconds(1), LONDON)).contains(spring);
        assertThat(nightly.next(spring, LONDON)).contains(Instant.parse("2027-03-29T00:30:00Z"));
    }

    @Test
    void aLineThatNeverFires() {
        assertThat(Timing.cron("0 0 22 30 2 ?").recurrence().next(Instant.EPOCH, LONDON))
                .isEmpty();
        assertThat(Timing.cron("0 0 22 ? * MON 2020").recurrence().next(Instant.parse("2026-01-01T00:00:00Z"), LONDON))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        wrong(Timing.cron("0 0 22 ? * FRX"), 11, 3, "`FRX` is nothing for the day of the week");
        wrong(Timing.cron("0 61 22 ? * FRI"), 2, 2, "`61` is out of the range of the minutes");
        wrong(Timing.cron("0 0 22 1 * FRI"), 11, 3, "a day of the month and a day of the week cannot both be given");
        wrong(Timing.cron("0 0 22"), 6, 1, "a cron line of 3 fields lacks some");
        wrong(Timing.cron("0 0 22 ? * FRI * *"), 17, 1, "a cron line has at most seven fields");
        wrong(Timing.cron("0 0/x 22 ? * FRI"), 4, 1, "`x` is no step for the minutes");
        wrong(Timing.words("mon,thurs", "22:00"), 4, 5, "`thurs` is no day");
        wrong(Timing.words("third", "22:00"), 0, 5, "`third` is no day");
        wrong(Timing.words("", "22:00"), 0, 1, "no day is named");
        assertThatThrownBy(() -> Timing.words("day", "22:00,25:10").checkTimes())
                .isInstanceOfSatisfying(TimingProblem.class, problem -> {
                    assertThat(problem.offset()).isEqualTo(6);
                    assertThat(problem).hasMessage("`25:10` is no time of day");
                });
    }

    private static void wrong(Timing timing, int offset, int length, String message) {
        assertThatThrownBy(timing::recurrence).isInstanceOfSatisfying(TimingProblem.class, problem -> {
            assertThat(problem).hasMessage(message);
            assertThat(problem.offset()).isEqualTo(offset);
            assertThat(problem.length()).isEqualTo(length);
        });
    }
}
