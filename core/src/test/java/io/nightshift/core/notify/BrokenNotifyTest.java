package io.nightshift.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder holds a configuration with mistakes, and the exact message. Run with {@code -Dgolden=write} to write them anew, and read them. */
class BrokenNotifyTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/core/notify/broken").toAbsolutePath();

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
        assertThat(new NotifyReader(problems, BrokenNotifyTest::secret).read(folder.resolve("notify.yml"), text -> {}))
                .isEmpty();
        String text = problems.render();
        Path expected = folder.resolve("expected.txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(expected).as("expected text; actual:%n%s", text).exists();
        assertThat(text).isEqualTo(Files.readString(expected)).isNotEmpty();
    }

    /** Two files are there: a password, and an address that is none. */
    private static Secret secret(String named) throws NotifyReader.Missing {
        if (named.equals("password")) {
            return Secret.of("canary");
        }
        if (named.equals("address")) {
            return Secret.of("ftp://example.org/secret");
        }
        throw new NotifyReader.Missing("there is no credential `" + named + "`", "add it to nightshift.service");
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(8);
    }
}
