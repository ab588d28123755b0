package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.schedule.Missed;
import io.nightshift.core.schedule.Overlap;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.schedule.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a missed run may be made up for: its hosts' windows, as the inventory has them. */
class ScheduleWindowsTest {
    private static final Instant MORNING = Instant.parse("2026-11-30T09:00:00Z");

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private ScheduleWindows windows;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("hosts.yml"), """
                all:
                  vars:
                    maintenance_windows:
                      overnight: {zone: Europe/London, days: [mon, tue, wed, thu, fri], start: "22:00", duration: 8h}
                      lunch: {zone: Europe/London, days: [mon, tue, wed, thu, fri], start: "12:00", duration: 1h}
                  children:
                    pcs: {hosts: {pc01: , pc02: }, vars: {maintenance_window: overnight}}
                    kiosks: {hosts: {kiosk01: }, vars: {maintenance_window: lunch}}
                    free: {hosts: {lab01: }}
                """);
        windows = new ScheduleWindows(Clock.fixed(MORNING, ZoneOffset.UTC), log::add);
    }

    private Schedule of(String hosts) throws Exception {
        String playbook = hosts.replaceAll("\\W", "") + ".yml";
        Files.writeString(folder.resolve(playbook), "- hosts: " + hosts + "\n  tasks:\n    - ping:\n");
        return new Schedule(
                "nightly",
                Timing.words("day", "21:00"),
                "UTC",
                Duration.ofHours(1),
                Missed.NEXT,
                Overlap.WAIT,
                new ScheduledOrder(List.of("run", playbook, "-i", "hosts.yml"), folder.toString(), "tech", null),
                null,
                "tech",
                MORNING,
                null,
                null);
    }

    @Test
    void theFirstHostThatMayBeTouchedCounts() throws Exception {
        assertThat(windows.next(of("pcs"), MORNING)).contains(Instant.parse("2026-11-30T22:00:00Z"));
        assertThat(windows.next(of("pcs:kiosks"), MORNING)).contains(Instant.parse("2026-11-30T12:00:00Z"));
        Instant night = Instant.parse("2026-12-01T03:00:00Z");
        assertThat(windows.next(of("pcs"), night)).as("open now").contains(night);
    }

    @Test
    void hostsWithoutAWindowAreNoReasonToBeginInTheMorning() throws Exception {
        assertThat(windows.next(of("free"), MORNING)).isEmpty();
        assertThat(windows.next(of("free:pcs"), MORNING)).contains(Instant.parse("2026-11-30T22:00:00Z"));
    }

    @Test
    void anInventoryThatIsGoneIsToldAndMeansNoWindow() throws Exception {
        Schedule schedule = of("pcs");
        Files.delete(folder.resolve("hosts.yml"));
        assertThat(windows.next(schedule, MORNING)).isEmpty();
        assertThat(log).hasSize(1).allMatch(line -> line.contains("the windows of schedule nightly cannot be read"));
    }
}
