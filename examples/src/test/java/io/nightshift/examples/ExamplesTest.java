package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example is read whole, without a host: what is written wrong shows here first. */
class ExamplesTest {
    private static final Set<String> PARTS =
            Set.of("group_vars", "roles", "tasks", "vars", "templates", "files", "target", "src");

    @TempDir
    Path folder;

    @Test
    void everyPlaybookOfTheExamplesIsUnderstoodWholly() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("validate", "--strict", "-i", "hosts.ini"));
        List<String> playbooks = playbooks();
        assertThat(playbooks).hasSizeGreaterThanOrEqualTo(6);
        arguments.addAll(playbooks);

        Ended ended = Nightshift.in(folder).start(arguments).await();

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).doesNotContain("warning", "error");
    }

    /** Parts of a playbook are read with it. */
    private static List<String> playbooks() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .map(file -> Path.of("").toAbsolutePath().relativize(file))
                    .filter(file -> Stream.iterate(file, Path::getParent)
                            .takeWhile(part -> part != null)
                            .noneMatch(part -> PARTS.contains(part.getFileName().toString())))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
