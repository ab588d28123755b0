package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an upload leaves beside its destination when the controller dies: found and removed, whichever way. */
class UploadsTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    /** Begins an upload to a folder with an awkward name, and dies. */
    private Path interrupted(Host host) throws Exception {
        Path folder = Files.createDirectories(home.resolve("it's\na \\folder "));
        PreparedStep step = host.prepare(
                FileChange.WriteFile.of(folder + "/file", Content.of("x".repeat(100_000)), Attributes.KEEP));
        Upload upload = step.uploads().get(0);
        assertThat(host.shell.run(step.announce(upload)).succeeded()).isTrue();
        Path half = Files.writeString(Path.of(upload.path()), "xxx");
        assertThat(half).hasParent(folder);
        return half;
    }

    private long announcements() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.getParent().endsWith("uploads")).count();
        }
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void theNextGreetingRemovesIt(String shell) throws Exception {
        Path half = interrupted(new Host(shell, home));
        assertThat(announcements()).isEqualTo(1);
        assertThat(new Host(shell, home).profile.has("sha256sum")).isTrue();
        assertThat(half).doesNotExist();
        assertThat(announcements()).isZero();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void pruningItsRunRemovesIt(String shell) throws Exception {
        Host host = new Host(shell, home);
        Path half = interrupted(host);
        assertThat(host.shell.run(host.platform.prune(host.profile, "another")).succeeded())
                .isTrue();
        assertThat(half).exists();
        assertThat(host.shell.run(host.platform.prune(host.profile, "run")).succeeded())
                .isTrue();
        assertThat(half).doesNotExist();
        assertThat(announcements()).isZero();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aStepThatGotItsUploadLeavesNoAnnouncement(String shell) throws Exception {
        Host host = new Host(shell, home);
        PreparedStep step =
                host.prepare(FileChange.WriteFile.of(home + "/file", Content.of("x".repeat(100_000)), Attributes.KEEP));
        host.shell.run(step.announce(step.uploads().get(0)));
        host.apply(step);
        assertThat(home.resolve("file")).hasSize(100_000);
        assertThat(announcements()).isZero();
    }
}
