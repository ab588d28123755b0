package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for windows of every shape in every zone, for ten years. */
class WindowPropertiesTest {
    static final List<String> ZONES = WindowShapes.ZONES;
    private static final int SHAPES = 30;
    private static final int TOGETHER = 3;

    @ParameterizedTest
    @FieldSource("ZONES")
    void openingsAreInOrderAndKeepToBlackoutsAndFreezesAndAgreeWithVerdicts(String zone) {
        Random random = new Random(Scoreboard.seed() ^ zone.hashCode());
        int year = firstYear(zone);
        Instant begin = LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = LocalDate.of(year + 10, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (int i = 0; i < SHAPES; i += TOGETHER) {
            Map<String, MaintenanceWindow> windows = new TreeMap<>();
            for (int j = 0; j < TOGETHER; j++) {
                LocalDate near = WindowShapes.changeWithin(random, zone, year);
                windows.put(
                        "w" + j, WindowShapes.any(random, "w" + j, zone, near).window());
            }
            List<Opening> all = new OpenTimes(windows.values()).between(begin, end.plus(WindowCalendar.FOLLOWED));
            checkOpenings(windows, all);
            WindowCalendar calendar = new WindowCalendar(
                    windows, new Assignments(Map.of("pc01", List.copyOf(windows.keySet())), List.of()));
            for (int j = 0; j < 20; j++) {
                Instant now = j % 2 == 0 || all.isEmpty()
                        ? begin.plusSeconds(random.nextInt(
                                (int) Duration.between(begin, end).toSeconds()))
                        : edge(random, all);
                if (!now.isBefore(begin) && now.isBefore(end)) {
                    checkVerdict(calendar, all, now);
                }
            }
        }
    }

    private static Instant edge(Random random, List<Opening> all) {
        Opening opening = all.get(random.nextInt(all.size()));
        return (random.nextBoolean() ? opening.opens() : opening.closes()).plusNanos(random.nextInt(3) - 1);
    }

    private static void checkOpenings(Map<String, MaintenanceWindow> windows, List<Opening> all) {
        Instant last = Instant.MIN;
        for (Opening opening : all) {
            MaintenanceWindow window = windows.get(opening.window());
            boolean afterFreeze =
                    window.freezes().at(opening.opens().minusNanos(1)).isPresent();
            LocalDate day = opening.opens().atZone(window.zone()).toLocalDate();
            boolean black = !afterFreeze && window.blackouts().at(day).isPresent();
            boolean frozen = window.freezes().all().stream()
                    .anyMatch(it -> opening.closes().isAfter(it.from())
                            && opening.opens().isBefore(it.to()));
            boolean shorter = !opening.opens().plus(window.duration()).isBefore(opening.closes());
            if (opening.opens().isBefore(last) || black || frozen || !shorter) {
                throw new AssertionError(opening + " of " + window + " after " + last);
            }
            last = opening.opens();
        }
    }

    private static void checkVerdict(WindowCalendar calendar, List<Opening> all, Instant now) {
        List<Opening> next = calendar.next("pc01", now, 4);
        List<Opening> expected = new ArrayList<>();
        Instant closes = null;
        Instant opens = null;
        for (Opening opening : all) {
            if (!opening.closes().isAfter(now)) {
                continue;
            }
            if (expected.size() < 4) {
                expected.add(opening);
            }
            if (opening.contains(now)) {
                closes = later(closes, opening.closes());
            } else if (closes != null && !opening.opens().isAfter(closes)) {
                closes = later(closes, opening.closes());
            } else if (opens == null) {
                opens = opening.opens();
            }
        }
        Instant farthest = now.plus(WindowCalendar.FOLLOWED);
        assertThat(next.subList(0, Math.min(next.size(), expected.size()))).isEqualTo(expected);
        Verdict verdict = calendar.at("pc01", now);
        if (closes != null) {
            assertThat(verdict).isInstanceOf(Verdict.Open.class);
            assertThat(((Verdict.Open) verdict).closes()).isEqualTo(closes.isAfter(farthest) ? farthest : closes);
        } else {
            assertThat(verdict).as("at %s", now).isInstanceOf(Verdict.Closed.class);
            Verdict.Closed closed = (Verdict.Closed) verdict;
            assertThat(closed.why()).isNotBlank();
            if (opens != null) {
                assertThat(closed.opens()).hasValue(opens);
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    @ParameterizedTest
    @FieldSource("ZONES")
    void somebodyWhoLooksAtTheClockEveryMinuteOpensThemAtTheSameTimes(String zone) {
        Random random = new Random(Scoreboard.seed() ^ ~zone.hashCode());
        int days = 14;
        for (int i = 0; i < 6; i++) {
            LocalDate near = WindowShapes.changeWithin(random, zone, firstYear(zone));
            WindowShapes.Shape shape = WindowShapes.any(random, "w", zone, near);
            Instant begin =
                    near.minusDays(11).atStartOfDay(shape.window().zone()).toInstant();
            MinuteWalk walk = new MinuteWalk(shape.window(), shape.freezes(), begin, days * 24 * 60);
            boolean[] walked = walk.open();
            WindowCalendar calendar = new WindowCalendar(
                    Map.of("w", shape.window()), new Assignments(Map.of("pc01", List.of("w")), List.of()));
            List<Opening> openings =
                    new OpenTimes(List.of(shape.window())).between(begin, begin.plus(Duration.ofDays(days)));
            for (int minute = 8 * 24 * 60; minute < walked.length; minute++) {
                Instant at = walk.at(minute);
                boolean open = openings.stream().anyMatch(it -> it.contains(at));
                if (open != walked[minute]) {
                    throw new AssertionError(at + " open: " + walked[minute] + ", but the calendar says " + open + ": "
                            + shape + " " + openings);
                }
                if (minute % 60 == 30) {
                    assertThat(calendar.at("pc01", at).isOpen()).isEqualTo(open);
                }
            }
        }
    }

    /** A time in which the zone had its strangest days. */
    private static int firstYear(String zone) {
        return switch (zone) {
            case "Pacific/Apia" -> 2008;
            case "America/Caracas", "Asia/Pyongyang", "Europe/Istanbul", "America/Sao_Paulo", "Europe/Moscow" -> 2009;
            case "Asia/Tehran" -> 2015;
            default -> 2026;
        };
    }
}
