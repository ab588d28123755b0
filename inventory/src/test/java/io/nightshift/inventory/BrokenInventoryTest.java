package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder holds an inventory with a mistake, maybe a pattern to select from it, and the exact message. */
class BrokenInventoryTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/inventory/broken").toAbsolutePath();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(it -> it.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMistakeIsExplained(String name) throws IOException {
        Path folder = FOLDER.resolve(name);
        Diagnostics problems = new Diagnostics(folder);
        String source = Files.exists(folder.resolve("hosts.yml")) ? "hosts.yml" : "hosts";
        Inventory inventory = new InventoryReader(problems, null).read(List.of(source), folder, null);
        if (Files.exists(folder.resolve("pattern"))) {
            String pattern = Files.readString(folder.resolve("pattern"));
            Position position = Position.ofFile("--limit");
            HostPattern.ofLimit(pattern, position, folder, problems).select(inventory, problems, Severity.ERROR);
        }
        GoldenFile.check(folder.resolve("expected.txt"), problems.render());
        assertThat(problems.all()).isNotEmpty();
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(40);
    }
}
