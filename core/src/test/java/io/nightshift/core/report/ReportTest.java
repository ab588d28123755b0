package io.nightshift.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One night in every format, compared with {@code night.*}. Run with {@code -Dgolden=write} to write them anew, and read them. */
class ReportTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nightshift/core/report");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static RunReport report;

    @TempDir
    static Path work;

    @BeforeAll
    static void night() {
        try (RunStore store = Stores.open(work.resolve("state"))) {
            ANight.into(store);
            report = new Reports(store, ANight.START.plus(Duration.ofHours(8)))
                    .of(store.run(ANight.RUN).orElseThrow());
        }
    }

    @TestFactory
    Stream<DynamicTest> reads_as_expected() {
        return Stream.of(ReportFormat.values())
                .map(format -> DynamicTest.dynamicTest(format.name(), () -> compare(format)));
    }

    private static void compare(ReportFormat format) throws IOException {
        String ending = format == ReportFormat.TEXT ? "txt" : format.name().toLowerCase(Locale.ROOT);
        Path expected = FOLDER.resolve("night." + ending);
        String text = format.of(report, LONDON);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @Test
    void every_end_state_a_host_can_have_is_told() {
        assertThat(report.hosts())
                .extracting(RunReport.HostReport::state)
                .hasSize(10)
                .contains(HostState.UNKNOWN);
        for (HostState state : HostState.values()) {
            boolean end = state != HostState.RUNNING;
            assertThat(report.count(state)).as(state.name()).isEqualTo(end ? 1 : 0);
        }
    }

    @Test
    void what_a_host_says_stays_text_everywhere() {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(format.of(report, LONDON)).doesNotContain("\u001b", "\u0007", "\u202e");
        }
        assertThat(ReportFormat.HTML.of(report, LONDON))
                .doesNotContain("<script", "<b>", "http://", "https://", " src=", "url(");
        assertThat(ReportFormat.CSV.of(report, LONDON).lines()).noneMatch(line -> line.matches(".*(^|,)\"?[=+@-].*"));
    }

    @Test
    void the_machine_readable_ones_can_be_read_by_machines() {
        JsonNode json = JsonMapper.builder().build().readTree(ReportFormat.JSON.of(report, LONDON));
        assertThat(json.get("hosts").size()).isEqualTo(10);
        assertThat(json.get("hosts").get(0).get("host").asString()).isEqualTo("pc07");
        assertThat(json.get("started").asString()).isEqualTo("2026-11-21T23:15:00Z");
        String csv = ReportFormat.CSV.of(report, LONDON);
        int columns = csv.lines().findFirst().orElseThrow().split(",").length;
        assertThat(csv.split("\r\n")).allSatisfy(row -> assertThat(cells(row)).isEqualTo(columns));
    }

    private static int cells(String row) {
        int cells = 1;
        boolean quoted = false;
        for (char c : row.toCharArray()) {
            quoted ^= c == '"';
            cells += c == ',' && !quoted ? 1 : 0;
        }
        return cells;
    }
}
