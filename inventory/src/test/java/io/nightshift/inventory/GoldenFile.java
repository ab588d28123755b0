package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with the exact text expected; run the tests with {@code -Dgolden=write} to write missing or changed ones anew. */
public final class GoldenFile {
    private GoldenFile() {}

    public static void check(Path expected, String actual) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, actual);
        }
        assertThat(expected).as("expected text; actual:%n%s", actual).exists();
        assertThat(actual).isEqualTo(Files.readString(expected));
    }
}
