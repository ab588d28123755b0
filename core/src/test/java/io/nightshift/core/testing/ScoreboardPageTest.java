package io.nightshift.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardPageTest {
    @TempDir
    Path folder;

    @Test
    void aNewResultReplacesTheFormerOneAndOthersStay() throws IOException {
        Path page = folder.resolve("SCOREBOARD.md");
        Path kept = folder.resolve("scoreboard.txt");
        Scoreboard.keep(kept, entry("R-08", "CI", 1, 0));
        Scoreboard.keep(kept, entry("R-07", "long", 200, 200));
        Scoreboard.keep(kept, entry("R-07", "CI", 20, 20));
        ScoreboardPage.write(page, kept);
        Files.delete(kept);
        Scoreboard.keep(kept, entry("R-08", "CI", 1, 1));
        ScoreboardPage.write(page, kept);
        assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith("| R-")))
                .containsExactly(
                        "| R-07 | tried | CI | 20 | 20 | 3 s, no pipe | 2026-11-22 | 2 cores |",
                        "| R-07 | tried | long | 200 | 200 | 3 s, no pipe | 2026-11-22 | 2 cores |",
                        "| R-08 | tried | CI | 1 | 1 | 3 s, no pipe | 2026-11-22 | 2 cores |");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "scoreboard.write",
            matches = ".*",
            disabledReason = "writes a page of the sources")
    void writesThePage() throws IOException {
        ScoreboardPage.write(Scoreboard.core().resolve("SCOREBOARD.md"), Scoreboard.file());
    }

    private static ScoreboardEntry entry(String row, String share, long n, long pass) {
        return new ScoreboardEntry(row, "tried", share, n, pass, "3 s, no| pipe", "2026-11-22", "2 cores");
    }
}
