package io.nightshift.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.trial.HostTrial.Phase;
import io.nightshift.core.trial.MachineState.Change;
import io.nightshift.core.trial.MachineState.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two machines' trials in every form, compared with {@code trial.*}; {@code -Dgolden=write} writes them anew. */
class TrialFormatTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nightshift/core/trial");
    private static final Phase APPLIED = phase(HostState.UPDATED, 12_345);
    private static final Phase AGAIN = phase(HostState.UNCHANGED, 1_000);
    private static final Phase BACK = phase(HostState.ROLLED_BACK, 4_200);
    private static final Change PORT = new Change(Kind.PORT, "tcp 0.0.0.0:80", null, "nginx");

    @TestFactory
    Stream<DynamicTest> reads_as_expected() {
        TrialReport report = new TrialReport(
                "/srv/office.yml", "tech", Instant.parse("2026-11-29T01:31:00Z"), List.of(good(), bad()));
        return Stream.of(TrialFormat.values())
                .map(format -> DynamicTest.dynamicTest(format.name(), () -> compare(format, report)));
    }

    @Test
    void a_verdict_names_the_first_thing_that_is_wrong() {
        assertThat(good().good()).isTrue();
        assertThat(trial(phase(HostState.ROLLED_BACK, 1), null, null, List.of(), List.of(), List.of())
                        .verdict())
                .startsWith("It could not be applied: ROLLED_BACK");
        assertThat(trial(APPLIED, AGAIN, BACK, List.of("run x"), List.of(), List.of())
                        .verdict())
                .startsWith("It does not settle");
        assertThat(trial(APPLIED, AGAIN, phase(HostState.ROLLBACK_FAILED, 1), List.of(), List.of(), List.of())
                        .verdict())
                .startsWith("It cannot be taken back: ROLLBACK_FAILED");
        assertThat(trial(APPLIED, AGAIN, BACK, List.of(), List.of("run x: no way"), List.of())
                        .verdict())
                .startsWith("Not everything can be taken back: 1 step(s)");
        assertThat(trial(APPLIED, AGAIN, BACK, List.of(), List.of(), List.of(PORT))
                        .verdict())
                .startsWith("It leaves something behind: 1 thing(s)");
    }

    private static HostTrial good() {
        return new HostTrial(
                "test1",
                APPLIED,
                AGAIN,
                BACK,
                List.of(),
                List.of(),
                List.of(
                        file("/etc/nginx", null, "directory 0755 root:root"),
                        file("/etc/nginx/nginx.conf", null, "file 0644 root:root 1500 bytes sha256 " + "ab".repeat(32)),
                        file("/etc/cron.d/nginx", null, "file 0644 root:root 20 bytes sha256 " + "cd".repeat(32)),
                        file("/usr/sbin/nginx", null, "file 0755 root:root 1200000 bytes sha256 " + "ef".repeat(32)),
                        file("/usr/bin/sudo-ish", null, "file 4755 root:root 300 bytes of 1700000000"),
                        file(
                                "/usr/share/info/dir",
                                "file 0644 root:root 9 bytes of 1",
                                "file 0644 root:root 19 bytes of 2"),
                        file("/var/lib/nginx", null, "directory 0755 www-data:root"),
                        new Change(Kind.PACKAGE, "nginx-light:amd64", null, "1.22.1-9, 1200 KiB"),
                        new Change(Kind.UNIT, "nginx.service", null, "enabled, active"),
                        new Change(
                                Kind.USER, "www-data", "33:33::/var/www:/bin/sh", "33:33::/var/www:/usr/sbin/nologin"),
                        PORT),
                List.of());
    }

    private static HostTrial bad() {
        return trial(
                APPLIED,
                phase(HostState.UPDATED, 900),
                phase(HostState.PARTLY_ROLLED_BACK, 100),
                List.of("run echo <b>again</b>"),
                List.of("run /opt/import: a command without undo:"),
                List.of(file("/opt/count", null, "file 0644 root:root 6 bytes of 1700000000")));
    }

    private static HostTrial trial(
            Phase applied, Phase again, Phase back, List<String> changedAgain, List<String> stuck, List<Change> left) {
        return new HostTrial("test2", applied, again, back, changedAgain, stuck, left, left);
    }

    private static Change file(String path, String before, String after) {
        return new Change(Kind.FILE, path, before, after);
    }

    private static Phase phase(HostState state, long millis) {
        return new Phase("20261129-0131-abcd", state, "", Duration.ofMillis(millis));
    }

    private static void compare(TrialFormat format, TrialReport report) throws Exception {
        String ending = format == TrialFormat.TEXT ? "txt" : format.name().toLowerCase(Locale.ROOT);
        Path expected = FOLDER.resolve("trial." + ending);
        String text = format.of(report, ZoneId.of("Europe/London"));
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }
}
