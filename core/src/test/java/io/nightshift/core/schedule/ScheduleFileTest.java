package io.nightshift.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules kept as a file, and what has to be done when it changes. */
class ScheduleFileTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    Path folder;

    private List<Schedule> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("schedules.yml"), text);
        Diagnostics problems = new Diagnostics(folder);
        List<Schedule> schedules = new ScheduleFile(
                        file, "tech", problems, new ScheduleReader(problems, ZoneId.of("UTC"), NOW))
                .read().stream().map(ScheduleFile.Entry::schedule).toList();
        assertThat(problems.render()).isEmpty();
        return schedules;
    }

    @Test
    void theExampleOfTheReadmeSaysWhatItSeemsToSay() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int begin = readme.indexOf("```yaml\noffice:\n") + "```yaml\n".length();
        List<Schedule> schedules = read(readme.substring(begin, readme.indexOf("```", begin)));

        assertThat(schedules).hasSize(1);
        Schedule office = schedules.get(0);
        assertThat(office.name()).isEqualTo("office");
        assertThat(office.timing()).isEqualTo(Timing.words("weekday", "22:00"));
        assertThat(office.zone()).isEqualTo("Europe/London");
        assertThat(office.deadline()).isEqualTo(Duration.ofHours(2));
        assertThat(office.missed()).isEqualTo(Missed.NEXT);
        assertThat(office.overlap()).isEqualTo(Overlap.WAIT);
        assertThat(office.order())
                .isEqualTo(new ScheduledOrder(
                        List.of("run", "rollout.yml", "-i", "hosts.ini", "--vault-password-file", "credential:vault"),
                        folder.toString(),
                        "tech",
                        null));
        assertThat(office.next(NOW)).contains(Instant.parse("2026-11-30T22:00:00Z"));
    }

    @Test
    void unquotedTimesAndQuotedWordsAreReadAsWritten() throws IOException {
        Schedule nightly = read("nightly: {every: day, at: 22:00, run: run \"a b.yml\" -e 'x=1 2'}\n")
                .get(0);
        assertThat(nightly.timing().at()).isEqualTo("22:00");
        assertThat(nightly.order().words()).containsExactly("run", "a b.yml", "-e", "x=1 2");
    }

    @Test
    void aFileAddsChangesAndRemovesOnlyWhatIsItsOwn() throws IOException {
        List<Schedule> before = read("""
                same: {every: day, at: "22:00", run: a.yml}
                other: {every: day, at: "22:00", run: a.yml}
                gone: {every: day, at: "22:00", run: a.yml}
                """);
        Schedule byHand = new Schedule(
                "hand",
                Timing.words("day", "1:00"),
                "UTC",
                Duration.ofHours(1),
                Missed.SKIP,
                Overlap.SKIP,
                new ScheduledOrder(List.of("run", "h.yml"), "/", "kim", null),
                null,
                "kim",
                NOW,
                null,
                null);
        List<Schedule> stored =
                List.of(before.get(0).paused("kim", NOW), before.get(1).paused("kim", NOW), before.get(2), byHand);
        List<Schedule> wanted = read("""
                same: {every: day, at: "22:00", run: a.yml}
                other: {every: day, at: "22:00", run: b.yml}
                fresh: {every: day, at: "22:00", run: a.yml}
                hand: {every: day, at: "22:00", run: a.yml}
                """);

        Reconciliation todo = Reconciliation.of(
                stored, wanted, folder.resolve("schedules.yml").toString());
        assertThat(todo.keep()).extracting(Schedule::name).containsExactly("other", "fresh");
        assertThat(todo.keep().get(0).pausedBy())
                .as("a change does not resume it")
                .isEqualTo("kim");
        assertThat(todo.added()).containsExactly("fresh");
        assertThat(todo.remove()).containsExactly("gone");
        assertThat(todo.byHand()).containsExactly("hand");
    }
}
