package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a host's windows say together. December 2026 begins on a Tuesday; the zone is UTC. */
class WindowCalendarTest {
    private static final String NIGHT = "start: \"22:00\", duration: 8h";

    @Test
    void aHostWithoutWindowsMayAlwaysBeTouched() {
        assertThat(WindowCalendar.none().at("pc01", at("01T12:00"))).isEqualTo(new Verdict.Always());
        assertThat(WindowCalendar.none().next("pc01", at("01T12:00"), 5)).isEmpty();
    }

    @Test
    void aWindowIsOpenFromItsOpeningUntilJustBeforeItsClosing() {
        WindowCalendar calendar = pc01(AWindow.named("night", "days: tue, closing: park, " + NIGHT));
        assertThat(calendar.at("pc01", at("01T21:59:59.999")))
                .isEqualTo(new Verdict.Closed("`night` is not open now", Optional.of(at("01T22:00"))));
        assertThat(calendar.at("pc01", at("01T22:00"))).isEqualTo(new Verdict.Open(at("02T06:00"), Closing.PARK));
        assertThat(calendar.at("pc01", at("02T05:59"))).isEqualTo(new Verdict.Open(at("02T06:00"), Closing.PARK));
        assertThat(calendar.at("pc01", at("02T06:00")))
                .isEqualTo(new Verdict.Closed("`night` is not open now", Optional.of(at("08T22:00"))));
    }

    @Test
    void openingsThatOverlapOrAdjoinAreOneAndTheLastToCloseDecides() {
        WindowCalendar calendar = pc01(
                AWindow.named("evening", "days: tue, start: \"20:00\", duration: 3h, closing: undo"),
                AWindow.named("night", "days: tue, closing: park, " + NIGHT),
                AWindow.named("morning", "days: wed, start: \"06:00\", duration: 1h, closing: finish"),
                AWindow.named("short", "days: wed, start: \"06:30\", duration: 30m, closing: undo"));
        Verdict whole = new Verdict.Open(at("02T07:00"), Closing.UNDO);
        assertThat(calendar.at("pc01", at("01T20:00"))).isEqualTo(whole);
        assertThat(calendar.at("pc01", at("02T03:00"))).isEqualTo(whole);
        assertThat(calendar.next("pc01", at("01T23:30"), 3).stream().map(Opening::window))
                .containsExactly("night", "morning", "short");
    }

    @Test
    void aWindowThatNeverClosesIsToldSixtyDaysAhead() {
        WindowCalendar calendar = pc01(AWindow.named("always", "start: \"00:00\", duration: 1d"));
        assertThat(calendar.at("pc01", at("01T12:00")))
                .isEqualTo(new Verdict.Open(at("01T12:00").plus(WindowCalendar.FOLLOWED), Closing.FINISH));
    }

    @Test
    void aPlayMayNarrowItToWindowsOfItsOwn() {
        MaintenanceWindow night = AWindow.named("night", "closing: park, " + NIGHT);
        MaintenanceWindow patches = AWindow.named("patches", "days: second tue, start: \"20:00\", duration: 4h");
        MaintenanceWindow noon = AWindow.named("noon", "start: \"12:00\", duration: 1h");
        Map<String, MaintenanceWindow> all = Map.of("night", night, "patches", patches, "noon", noon);
        WindowCalendar calendar = new WindowCalendar(
                all, new Assignments(Map.of("pc01", List.of("night"), "free", List.of()), List.of()));
        assertThat(calendar.at("pc01", List.of("patches"), at("08T23:00")))
                .isEqualTo(new Verdict.Open(at("09T00:00"), Closing.FINISH));
        assertThat(calendar.at("pc01", List.of("patches"), at("08T20:30")))
                .isEqualTo(new Verdict.Closed("`night` is not open now", Optional.of(at("08T22:00"))));
        assertThat(calendar.at("pc01", List.of("patches"), at("01T12:00")))
                .isEqualTo(new Verdict.Closed(
                        "`night` is not open now; `patches` is not open now", Optional.of(at("08T22:00"))));
        assertThat(calendar.at("free", List.of("patches"), at("08T20:30")))
                .isEqualTo(new Verdict.Open(at("09T00:00"), Closing.FINISH));
        assertThat(calendar.at("pc01", List.of("noon"), at("01T12:30")))
                .isEqualTo(new Verdict.Closed("`night` is not open now", Optional.empty()));
        assertThat(calendar.at("pc01", List.of("night"), at("01T23:00")))
                .isEqualTo(new Verdict.Open(at("02T06:00"), Closing.PARK));
        assertThatThrownBy(() -> calendar.at("pc01", List.of("nigth"), at("01T12:00")))
                .hasMessage("there is no maintenance window `nigth`");
    }

    @Test
    void blackoutsAndFreezesSayWhy() {
        WindowCalendar calendar = pc01(AWindow.named(
                "night", "blackout: 2026-12-24..2026-12-26, freeze: 2026-12-28T03:00..2026-12-30T23:00, " + NIGHT));
        String because = " because of the blackout 2026-12-24..2026-12-26 (windows:1:20)";
        assertThat(calendar.at("pc01", at("24T05:00"))).isEqualTo(new Verdict.Open(at("24T06:00"), Closing.FINISH));
        assertThat(calendar.at("pc01", at("24T12:00")))
                .isEqualTo(new Verdict.Closed(
                        "`night` does not open on Thu 24 Dec 2026" + because, Optional.of(at("27T22:00"))));
        assertThat(calendar.at("pc01", at("25T03:00")))
                .isEqualTo(new Verdict.Closed(
                        "`night` did not open on Thu 24 Dec 2026" + because, Optional.of(at("27T22:00"))));
        assertThat(calendar.at("pc01", at("28T02:00"))).isEqualTo(new Verdict.Open(at("28T03:00"), Closing.FINISH));
        assertThat(calendar.at("pc01", at("28T03:00")))
                .isEqualTo(new Verdict.Closed(
                        "`night` is frozen until Wed 30 Dec 2026 23:00 Z by the freeze "
                                + "2026-12-28T03:00..2026-12-30T23:00 (windows:1:52)",
                        Optional.of(at("30T23:00"))));
    }

    @Test
    void aHostThatNobodyListedHasTheWindowsOfEverybodyAndTheControllerNone() {
        MaintenanceWindow night = AWindow.named("night", NIGHT);
        WindowCalendar calendar =
                new WindowCalendar(Map.of("night", night), new Assignments(Map.of(), List.of("night")));
        assertThat(calendar.at("new", at("01T12:00")).isOpen()).isFalse();
        assertThat(calendar.at("localhost", at("01T12:00"))).isEqualTo(new Verdict.Always());
    }

    private static Instant at(String day) {
        return Instant.parse("2026-12-" + day + (day.length() == 8 ? ":00Z" : "Z"));
    }

    private static WindowCalendar pc01(MaintenanceWindow... windows) {
        Map<String, MaintenanceWindow> byName =
                Arrays.stream(windows).collect(Collectors.toMap(MaintenanceWindow::name, Function.identity()));
        List<String> names = byName.keySet().stream().sorted().toList();
        return new WindowCalendar(byName, new Assignments(Map.of("pc01", names), List.of()));
    }
}
