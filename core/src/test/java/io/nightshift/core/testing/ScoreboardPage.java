package io.nightshift.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes the page of the scoreboard from the lines that tests kept; what was not run this time stays as it was. */
final class ScoreboardPage {
    private static final String HEAD = """
            # Scoreboard of the fault programme

            Every line was printed by a test, on the day and machine it names. `CI` is the share that each `./mvnw verify` runs,
            `long` the whole procedure. No line is written by hand; this page is made again with

            ```console
            $ ./mvnw -q -pl core -am test -Dtest=ScoreboardPageTest -Dscoreboard.write -Dsurefire.failIfNoSpecifiedTests=false
            ```

            from `core/target/scoreboard.txt`, where each run of a test leaves its line. The long variants run when `-Dlong` is given to
            the same command with the test's name, and repeat another run's choices with its `-Dseed=…`.

            | row | what | share | n | pass | worst | date | machine |
            |---|---|---|---:|---:|---|---|---|
            """;

    private ScoreboardPage() {}

    static void write(Path page, Path kept) throws IOException {
        // The table is short: one entry for each row, name and share; the last one counts.
        Map<String, ScoreboardEntry> entries = new TreeMap<>();
        read(page, ScoreboardEntry::ofMarkdown).forEach(entry -> entries.put(entry.key(), entry));
        read(kept, ScoreboardEntry::ofKept).forEach(entry -> entries.put(entry.key(), entry));
        StringBuilder text = new StringBuilder(HEAD);
        entries.values().forEach(entry -> text.append(entry.markdown()).append('\n'));
        Files.writeString(page, text);
    }

    private static List<ScoreboardEntry> read(Path file, Function<String, Optional<ScoreboardEntry>> reader)
            throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(reader)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }
}
