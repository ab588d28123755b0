package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder holds an inventory with a mistake in its windows, and the exact message. Run with {@code -Dgolden=write} to write them anew, and read them. */
class BrokenWindowsTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/core/window/broken").toAbsolutePath();

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
        Clock clock = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);
        WindowCalendar.of(inventory, problems, Feeds.NONE, clock);
        String text = problems.render();
        Path expected = folder.resolve("expected.txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(expected).as("expected text; actual:%n%s", text).exists();
        assertThat(text).isEqualTo(Files.readString(expected)).isNotEmpty();
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(12);
    }
}
