package io.nightshift.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every broken file in the folder gives exactly the message beside it. */
class BrokenYamlTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/inventory/yaml/broken").toAbsolutePath();

    static Stream<Path> brokenFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(it -> it.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aBrokenFileIsExplained(Path file) throws IOException {
        Diagnostics problems = new Diagnostics(FOLDER);
        new YamlReader(problems).read(file);

        String name = file.getFileName().toString().replace(".yml", ".txt");
        GoldenFile.check(FOLDER.resolve(name), problems.render());
    }

    @Test
    void thereAreManyBrokenFiles() throws IOException {
        assertThat(brokenFiles()).hasSizeGreaterThan(25);
    }
}
