package io.nightshift.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Thirty shapes of schedules in forty zones, two controllers that are up and down at random: every time has become exactly one run or
 * one recorded skip. Two years, ten with {@code -Dlong}.
 */
class ScheduleFaultTest {
    private static final Instant BEGIN = Instant.parse("2017-01-15T12:00:00Z");
    private static final List<String> ZONES = Zones.FORTY;

    @Test
    void everyTimeIsOneRunOrOneSkip() {
        List<Shape> shapes = Shape.thirty();
        assertThat(shapes).hasSize(30);
        assertThat(ZONES).hasSize(40);
        int years = Scoreboard.share(2, 10);
        Instant end = BEGIN.plus(Duration.ofDays(years * 365L + 3));
        AtomicLong times = new AtomicLong();
        AtomicInteger good = new AtomicInteger();
        Queue<String> broken = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        IntStream.range(0, ZONES.size() * shapes.size()).parallel().forEach(number -> {
            ZoneId zone = ZoneId.of(ZONES.get(number / shapes.size()));
            Shape shape = shapes.get(number % shapes.size());
            SimulatedNights nights =
                    new SimulatedNights(shape, zone, BEGIN, end, new Random(Scoreboard.seed() * 1_000_003 + number));
            List<String> wrong = nights.live();
            times.addAndGet(nights.times());
            if (wrong.isEmpty()) {
                good.incrementAndGet();
            } else if (broken.size() < 20) {
                broken.add(zone + ", " + shape.timing() + ": " + wrong.subList(0, Math.min(3, wrong.size())));
            }
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        Scoreboard.line(
                "R-15",
                "schedules",
                ZONES.size() * (long) shapes.size(),
                good.get(),
                String.format("%d years, %d times, %.1f s", years, times.get(), seconds));
        assertThat(broken).isEmpty();
        assertThat(times.get()).isGreaterThan(100_000L);
    }
}
