package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written rules for nights in which clocks change: gaps, times that come twice, days that a zone leaves out. */
class ClockChangesTest {

    @ParameterizedTest
    @CsvSource({
        // zone, local start, the instant it opens
        "Europe/London,       2027-03-28, 01:30, 2027-03-28T01:00:00Z", // 01:00 becomes 02:00
        "Europe/London,       2027-03-28, 00:59, 2027-03-28T00:59:00Z",
        "Europe/London,       2027-03-28, 02:00, 2027-03-28T01:00:00Z",
        "Europe/London,       2027-10-31, 01:30, 2027-10-31T00:30:00Z", // comes twice: the first
        "Europe/London,       2027-10-31, 02:00, 2027-10-31T02:00:00Z",
        "America/New_York,    2027-03-14, 02:15, 2027-03-14T07:00:00Z",
        "America/New_York,    2027-11-07, 01:15, 2027-11-07T05:15:00Z",
        "Australia/Lord_Howe, 2026-10-04, 02:10, 2026-10-03T15:30:00Z", // half an hour is left out
        "Australia/Lord_Howe, 2027-04-04, 01:45, 2027-04-03T14:45:00Z", // half an hour comes twice
        "Pacific/Apia,        2011-12-29, 22:00, 2011-12-30T08:00:00Z",
        "Pacific/Apia,        2011-12-30, 22:00, 2011-12-30T10:00:00Z", // no such day: the 31st begins
        "Pacific/Apia,        2011-12-31, 22:00, 2011-12-31T08:00:00Z",
        "Africa/Casablanca,   2026-02-15, 02:30, 2026-02-15T01:30:00Z", // back for Ramadan: twice, the first
        "Africa/Casablanca,   2026-03-22, 02:30, 2026-03-22T02:00:00Z", // and forward again
        "Asia/Kolkata,        2026-03-29, 02:30, 2026-03-28T21:00:00Z",
        "America/Nuuk,        2026-03-28, 23:30, 2026-03-29T01:00:00Z", // the last hour of a day is left out
        "America/Sao_Paulo,   2018-11-04, 00:00, 2018-11-04T03:00:00Z" // and the first one
    })
    void aWindowOpensWhenItsLocalTimeIsOrAtTheEndOfTheGap(String zone, String day, String start, Instant opens) {
        MaintenanceWindow window = AWindow.named("night", "zone: " + zone + ", start: \"" + start + "\", duration: 2h");
        assertThat(window.opensOn(java.time.LocalDate.parse(day))).isEqualTo(opens);
    }

    @Test
    void itsDurationIsElapsedTimeWhateverTheClocksShow() {
        MaintenanceWindow night =
                AWindow.named("night", "zone: Europe/London, start: \"22:00\", duration: 8h, days: sat");
        Opening spring = night.openings(Instant.parse("2027-03-27T23:00:00Z"), Instant.parse("2027-03-28T01:00:00Z"))
                .get(0);
        Opening autumn = night.openings(Instant.parse("2027-10-30T23:00:00Z"), Instant.parse("2027-10-31T01:00:00Z"))
                .get(0);
        assertThat(Duration.between(spring.opens(), spring.closes())).isEqualTo(Duration.ofHours(8));
        assertThat(spring.closes()).isEqualTo(AWindow.at("2027-03-28T07:00", "Europe/London"));
        assertThat(autumn.closes()).isEqualTo(AWindow.at("2027-10-31T05:00", "Europe/London"));
    }

    @Test
    void theLongestWindowIsStillSeenOnItsLastDay() {
        MaintenanceWindow week =
                AWindow.named("week", "zone: Europe/London, days: 2027-03-22, start: \"23:59\", duration: 7d");
        Instant late = AWindow.at("2027-03-30T00:58", "Europe/London");
        assertThat(week.openings(late, late.plusSeconds(1))).hasSize(1);
        MaintenanceWindow leap =
                AWindow.named("leap", "zone: Pacific/Apia, days: daily, start: \"23:30\", duration: 7d");
        Instant last = AWindow.at("2012-01-01T23:29", "Pacific/Apia");
        assertThat(leap.openings(last, last.plusSeconds(1)).get(0).opens())
                .isEqualTo(AWindow.at("2011-12-24T23:30", "Pacific/Apia"));
    }

    @Test
    void aStartThatAGapMovesIntoABlackoutDayIsNone() {
        String night = "zone: America/Nuuk, days: sat, start: \"23:30\", duration: 2h";
        Instant from = Instant.parse("2026-03-28T12:00:00Z");
        Instant until = Instant.parse("2026-03-29T12:00:00Z");
        assertThat(AWindow.named("night", night).openings(from, until)).hasSize(1);
        assertThat(AWindow.named("night", night + ", blackout: 2026-03-29").openings(from, until))
                .isEmpty();
        assertThat(AWindow.named("night", night + ", blackout: 2026-03-28").openings(from, until))
                .isEmpty();
    }

    @Test
    void aFreezeThatEndsAtATimeThatComesTwiceEndsAtTheLaterOne() {
        MaintenanceWindow night = AWindow.named(
                "night",
                "zone: Europe/London, start: \"00:30\", duration: 5h, freeze: 2027-10-31T00:00..2027-10-31T01:30");
        List<Opening> openings =
                night.openings(Instant.parse("2027-10-30T23:30:00Z"), Instant.parse("2027-10-31T04:00:00Z"));
        assertThat(openings)
                .containsExactly(new Opening(
                        Instant.parse("2027-10-31T01:30:00Z"),
                        Instant.parse("2027-10-31T04:30:00Z"),
                        "night",
                        Closing.FINISH));
    }
}
