package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.FileChange.SetAttributes.Entry;
import io.nightshift.playbooks.module.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change of files: made, taken back, made once only, and its undo harmless when it was never made. */
class FileStepsTest {
    private static final Attributes PRIVATE = new Attributes(null, null, 0600);

    @TempDir
    Path home;

    private Path data;

    private void files(String shell) throws Exception {
        data = Files.createDirectory(home.resolve("it's data"));
        Files.writeString(data.resolve("old"), "old text\n");
        Files.setPosixFilePermissions(data.resolve("old"), PosixFilePermissions.fromString("rw-r-----"));
        // The cp of BusyBox keeps whole seconds only.
        long time = shell.startsWith("busybox") ? 1_000_000_000_000L : 1_000_000_000_123L;
        Files.setLastModifiedTime(data.resolve("old"), java.nio.file.attribute.FileTime.fromMillis(time));
        Files.createDirectories(data.resolve("tree/inner"));
        Files.writeString(data.resolve("tree/inner/leaf"), "leaf");
        Files.createSymbolicLink(data.resolve("link"), Path.of("old"));
        Files.createSymbolicLink(data.resolve("dirlink"), Path.of("tree"));
        Files.createDirectory(data.resolve("empty"));
    }

    private List<Change> changes() {
        String old = data + "/old";
        String fresh = data + "/fresh";
        return List.of(
                FileChange.WriteFile.of(fresh, Content.of(Host.everyByte()), Attributes.KEEP),
                FileChange.WriteFile.of(old, Content.of("new\r\nno newline at end"), Attributes.KEEP),
                FileChange.WriteFile.of(old, Content.of(""), PRIVATE),
                FileChange.WriteFile.of(old, Content.of("x".repeat(100_000)), PRIVATE),
                FileChange.WriteFile.of(data + "/link", Content.of("-n no link"), Attributes.KEEP),
                FileChange.WriteFile.of(data + "/dirlink", Content.of("%s"), Attributes.KEEP),
                new FileChange.WriteFile(old, Content.of("valid"), PRIVATE, "grep -q valid %s", false, false),
                new FileChange.MakeDirectory(fresh, new Attributes(null, null, 02750)),
                new FileChange.MakeDirectory(data + "/tree", PRIVATE),
                new FileChange.RemovePath(old),
                new FileChange.RemovePath(data + "/link"),
                new FileChange.RemovePath(data + "/dirlink"),
                new FileChange.RemovePath(data + "/tree"),
                new FileChange.RemovePath(data + "/empty"),
                FileChange.SetAttributes.of(old, PRIVATE),
                new FileChange.SetAttributes(
                        data + "/tree",
                        List.of(
                                new Entry(data + "/tree", new Attributes(null, null, 0700), false),
                                new Entry(data + "/tree/inner/leaf", new Attributes(null, null, 0400), false))),
                new FileChange.Touch(old, 1.5, 2.25),
                new FileChange.Touch(fresh, null, null),
                new FileChange.MakeLink(fresh, "tree", false),
                new FileChange.MakeLink(data + "/dirlink", "old", false),
                new FileChange.MakeLink(old, "tree/inner/leaf", false),
                new FileChange.MakeLink(fresh, old, true),
                new FileChange.MakeLink(data + "/empty", "old", false),
                new FileChange.Move(old, fresh),
                new FileChange.Move(data + "/tree", fresh),
                new FileChange.Move(old, data + "/tree/inner/leaf"),
                new FileChange.CopyOnHost(fresh, old, PRIVATE, null, false));
    }

    @ParameterizedTest
    @MethodSource("io.nightshift.core.platform.posix.SomeShell#names")
    void everyChangeComesAndGoesWithoutATrace(String shell) throws Exception {
        files(shell);
        Host host = new Host(shell, home);
        String before = TreePicture.of(data);
        for (Change change : changes()) {
            PreparedStep never = host.prepare(host.ticket(), change);
            assertThat(host.undo(never))
                    .as("undo of what was never done: %s", change)
                    .isInstanceOf(Answer.Ended.class);
            if (never.uploads().isEmpty()) {
                assertThat(host.apply(never))
                        .as("taken back before it began: %s", change)
                        .isInstanceOf(Answer.StartedBefore.class);
            }
            Ticket ticket = host.ticket();
            PreparedStep step = host.prepare(ticket, change);

            assertThat(TreePicture.of(data)).as("before %s", change).isEqualTo(before);
            assertThat(ended(host.apply(step))).as("%s", change).isInstanceOf(Outcome.Done.class);
            assertThat(TreePicture.of(data)).as("after %s", change).isNotEqualTo(before);
            assertThat(Files.list(data)
                            .filter(p -> p.getFileName().toString().startsWith(".nightshift"))
                            .toList()
                            .size())
                    .as("left beside after %s", change)
                    .isEqualTo(change instanceof FileChange.RemovePath && movesAside(change) ? 1 : 0);
            assertThat(host.apply(host.prepare(ticket, change))).isInstanceOf(Answer.StartedBefore.class);
            assertThat(host.platform.ticketState(host.shell.run(host.platform.inspect(ticket))))
                    .isInstanceOf(TicketState.Finished.class);
            assertThat(ended(host.undo(step))).as("undo of %s", change).isInstanceOf(Outcome.Done.class);
            assertThat(TreePicture.of(data)).as("undone: %s", change).isEqualTo(before);
            assertThat(ended(host.undo(step))).isInstanceOf(Outcome.Done.class);
            assertThat(TreePicture.of(data)).as("undone twice: %s", change).isEqualTo(before);
            Files.walk(data)
                    .filter(p -> p.getFileName().toString().startsWith(".nightshift"))
                    .forEach(p -> p.toFile().delete());
        }
    }

    private static boolean movesAside(Change change) {
        String path = ((FileChange) change).path();
        return path.endsWith("/tree") || path.endsWith("/empty");
    }

    private static Outcome ended(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Ended.class);
        return ((Answer.Ended) answer).outcome();
    }
}
