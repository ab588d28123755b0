package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.Place;
import io.nightshift.playbooks.module.TreeChange.SetTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that are looked at while they arrive, and large ones. */
class TreesAtWorkTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    private TreeFixture fixture(String shell) {
        return new TreeFixture(home, shell.startsWith("busybox")).make();
    }

    @Test
    void aReaderNeverMissesAFileThatIsReplaced() throws Exception {
        TreeFixture tree = fixture("sh");
        Host host = new WatchedTools("sh", home).host;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            names.add("many " + i);
            Files.writeString(tree.path.resolve("many " + i), "old");
            Files.writeString(tree.staging.resolve("tree/many " + i), "new");
        }
        PreparedStep step = host.prepare(new ArriveTree(
                tree.path.toString(), tree.staging.toString(), List.of(new Place("", names, true)), "many"));
        Set<String> seen = ConcurrentHashMap.<String>newKeySet();
        Thread reader = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    for (int i = 0; i < 400; i += 133) {
                        seen.add(Files.readString(tree.path.resolve("many " + i)));
                    }
                } catch (Exception e) {
                    seen.add("missing: " + e);
                }
            }
        });
        reader.start();
        try {
            while (!seen.contains("old")) {
                Thread.onSpinWait();
            }
            done(host.apply(step));
            done(host.undo(step));
        } finally {
            reader.interrupt();
            reader.join();
        }
        // The interruption itself ends one read.
        assertThat(seen.stream().filter(text -> !text.contains("ClosedByInterrupt")))
                .containsExactlyInAnyOrder("old", "new");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void fiveThousandFilesTakeAFewCommandsForEachDirectory(String shell) throws Exception {
        TreeFixture tree = new TreeFixture(home, true);
        for (int i = 1; i <= 50; i++) {
            fill(tree.path.resolve("dir " + i));
            fill(tree.staging.resolve("tree/dir " + i));
        }
        TreeFixture.shell("find " + TreeFixture.word(tree.path) + " -exec touch -d @1000000000 {} +");
        WatchedTools tools = new WatchedTools(shell, home);
        List<Operation> operations = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            names.add("a file " + i);
        }
        for (int i = 1; i <= 50; i++) {
            directories.add("dir " + i);
            operations.add(new Place("dir " + i, names, true));
        }
        operations.add(new SetTimes(directories, "1100000000", "1000000000"));
        String before = tree.picture();
        PreparedStep step = tools.host.prepare(
                new ArriveTree(tree.path.toString(), tree.staging.toString(), operations, "5,000 files"));
        assertThat(step.uploads()).as("instructions too long for a script").hasSize(1);
        assertThat(step.undoScript()).hasSizeLessThan(20_000);
        tools.spare();
        done(tools.host.apply(step));
        List<String> there = tools.commands();
        assertThat(there.stream().filter(tool -> tool.equals("mv") || tool.equals("ln")))
                .hasSizeLessThan(110);
        assertThat(there).hasSizeLessThan(130);
        assertThat(there.subList(there.indexOf("ln"), there.lastIndexOf("ln"))).doesNotContain("sync");
        assertThat(there.subList(0, there.indexOf("ln")))
                .as("way back, then what waits")
                .contains("sync");
        assertThat(there.subList(there.lastIndexOf("ln"), there.size())).contains("sync");
        assertThat(tree.picture()).isNotEqualTo(before);
        tools.spare();
        done(tools.host.undo(step));
        assertThat(tools.commands()).hasSizeLessThan(130);
        assertThat(tree.picture()).isEqualTo(before);
    }

    /** A hundred names of one file: making and removing as many files can take longer than all the rest. */
    private static void fill(Path directory) throws Exception {
        Path first = Files.writeString(Files.createDirectories(directory).resolve("a file 1"), directory.toString());
        for (int i = 2; i <= 100; i++) {
            Files.createLink(directory.resolve("a file " + i), first);
        }
    }
}
