package io.nightshift.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostic;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file, or folder with a {@code site.yml}, holds a playbook with a mistake; the exact text a technician sees stands beside it.
 * Run with {@code -Dgolden=write} to write missing or changed texts anew, and read what was written.
 */
class BrokenPlaybookTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/playbooks/broken").toAbsolutePath();

    @TestFactory
    Stream<DynamicTest> aMistakeIsExplained() throws IOException {
        return cases().stream()
                .map(file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> check(file)));
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void everyErrorNamesTheNextStep() throws IOException {
        assertThat(cases())
                .flatExtracting(file -> problemsOf(file).all())
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .allSatisfy(problem -> assertThat(problem.hint())
                        .as(problem.position() + ": " + problem.message())
                        .isNotBlank());
    }

    private static void check(Path file) throws IOException {
        Diagnostics problems = problemsOf(file);
        Path expected = file.endsWith("site.yml")
                ? file.resolveSibling("expected.txt")
                : file.resolveSibling(file.getFileName().toString().replace(".yml", ".txt"));
        String text = problems.render();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(expected).as("expected text; actual:%n%s", text).exists();
        assertThat(text).isEqualTo(Files.readString(expected));
        assertThat(problems.all()).isNotEmpty();
        assertThat(problems.all()).extracting(Diagnostic::message).noneMatch(message -> message.contains("Exception"));
    }

    private static Diagnostics problemsOf(Path file) {
        Diagnostics problems = new Diagnostics(FOLDER);
        Reading.reader(problems).read(file);
        return problems;
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            return entries.map(entry -> Files.isDirectory(entry) ? entry.resolve("site.yml") : entry)
                    .filter(entry -> entry.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
