package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./nightshift} with the jar that was just packaged; runs after packaging, like the container tests. */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("../nightshift").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path caches;

    @BeforeEach
    void useCachesOfOurOwn() {
        caches = folder.resolve("caches");
    }

    @Test
    void answersFromAnywhereThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER);
        assertThat(start(link, Map.of(), "--version").output()).matches("nightshift \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void firstStartsAtTheSameTimeMakeOneArchiveAndNoneFails() throws Exception {
        List<Started> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(begin(LAUNCHER, Map.of(), "--version"));
        }
        for (Started started : starts) {
            assertThat(started.end().status()).isZero();
        }
        Path archives = caches.resolve("nightshift/start");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> namesIn(archives).size() == 1
                        && namesIn(archives).get(0).endsWith(".jsa"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archives)))
                .isEqualTo("rwx------");
        assertThat(start(LAUNCHER, Map.of(), "--version").output()).startsWith("nightshift ");
    }

    @Test
    void aDamagedArchiveOnlyMakesTheStartSlower() throws Exception {
        start(LAUNCHER, Map.of(), "--version");
        Path archives = caches.resolve("nightshift/start");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> namesIn(archives).stream().anyMatch(name -> name.endsWith(".jsa"))
                        && namesIn(archives).size() == 1);
        Path archive = archives.resolve(namesIn(archives).get(0));
        Files.delete(archive);
        Files.writeString(archive, "not an archive");
        Ended ended = start(LAUNCHER, Map.of(), "--version");
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).matches("nightshift \\S+\n");
    }

    @Test
    void aCacheThatCannotBeWrittenIsDoneWithout() throws Exception {
        Ended ended = start(LAUNCHER, Map.of("XDG_CACHE_HOME", "/proc/nowhere"), "--version");
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).matches("nightshift \\S+\n");
    }

    @Test
    void aMissingJavaIsExplained() throws Exception {
        Ended ended = start(LAUNCHER, Map.of("JAVA_HOME", "/nowhere"), "--version");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .isEqualTo("nightshift: no Java found in JAVA_HOME=/nowhere. Nightshift needs Java 17 or newer."
                        + " Install one (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME.\n");
    }

    private static List<String> namesIn(Path archives) throws IOException {
        if (!Files.exists(archives)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(archives)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Ended start(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        return begin(launcher, environment, arguments).end();
    }

    private Started begin(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", caches.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Started(builder.start());
    }

    private record Started(Process process) {
        Ended end() throws Exception {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        }
    }

    private record Ended(int status, String output) {}
}
