package io.nightshift.core.platform.posix.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this machine's own programs make of our archives. */
class TarWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tar", "busybox tar"})
    void archivesAreReadByTheToolsOfHosts(String tar) throws Exception {
        List<String> names = List.of("plain", "\u00e4 \u2603", "gr\udcfcn", "d".repeat(120) + "/" + "n".repeat(130));
        Process reader = new ProcessBuilder("sh", "-c", tar + " -xpf - && find . -type f -printf '%m %s %TY %P\\0'")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = reader.getOutputStream()) {
            TarWriter writer = new TarWriter(out);
            for (String name : names) {
                byte[] content =
                        ("content of " + names.indexOf(name)).repeat(100).getBytes(StandardCharsets.UTF_8);
                writer.file(
                        new TreeEntry(
                                name,
                                TreeEntry.Kind.FILE,
                                0640,
                                0,
                                0,
                                "root",
                                "root",
                                content.length,
                                946_684_800,
                                5,
                                "1-1",
                                1,
                                content.length,
                                ""),
                        new ByteArrayInputStream(content));
            }
            writer.end();
        }
        String listed = new String(reader.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(reader.waitFor()).isZero();
        assertThat(listed.split("\0"))
                .containsExactlyInAnyOrderElementsOf(names.stream()
                        .map(name -> "640 1200 2000 " + latin1(name))
                        .toList());
    }

    private static String latin1(String name) {
        return new String(io.nightshift.core.platform.posix.text.HostText.encode(name), StandardCharsets.ISO_8859_1);
    }
}
