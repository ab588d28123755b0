package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The windows that the README shows, and those of the examples, are windows. */
class ReadmeWindowsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void theReadmesWindowsAreUnderstood() throws IOException {
        String readme = Files.readString(HOUSE.resolve("README.md"));
        int begin = readme.indexOf("# group_vars/all.yml");
        String text = readme.substring(begin, readme.indexOf("```", begin));
        String[] files = text.split("(?=# group_vars/)");
        assertThat(files).hasSize(2);
        for (String file : files) {
            String name = file.lines().findFirst().orElseThrow().substring(2);
            Files.createDirectories(folder.resolve("group_vars/feeds"));
            Files.writeString(folder.resolve(name), file);
        }
        Files.writeString(folder.resolve("hosts"), "[desks]\npc01\n");
        Files.writeString(folder.resolve("group_vars/feeds/holidays.ics"), """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261225
                END:VEVENT
                END:VCALENDAR
                """);
        WindowCalendar calendar = read(folder, "hosts");
        assertThat(calendar.windowsOf("pc01")).containsExactly("overnight", "patches");
        assertThat(calendar.at("pc01", Instant.parse("2026-12-10T23:00:00Z")))
                .isEqualTo(new Verdict.Open(Instant.parse("2026-12-11T06:00:00Z"), Closing.PARK));
    }

    @Test
    void theExamplesWindowsAreUnderstood() {
        WindowCalendar calendar = read(HOUSE.resolve("examples"), "hosts.ini");
        assertThat(calendar.windows()).containsOnlyKeys("overnight", "patches");
    }

    private WindowCalendar read(Path from, String source) {
        Diagnostics problems = new Diagnostics(from);
        CalendarFeeds feeds = new CalendarFeeds(folder.resolve("state"), CLOCK);
        WindowCalendar calendar = WindowCalendar.of(
                new InventoryReader(problems, null).read(List.of(source), from, null), problems, feeds, CLOCK);
        assertThat(problems.render()).isEmpty();
        return calendar;
    }
}
