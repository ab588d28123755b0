package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static io.nightshift.core.platform.posix.Answers.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.PlaceAll;
import io.nightshift.playbooks.module.TreeChange.SetTimes;
import io.nightshift.playbooks.module.TreeChange.StageTree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tree that was sent takes its place, and goes back, in every shell. */
class TreeStepsTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    private TreeFixture fixture(String shell) {
        return new TreeFixture(home, shell.startsWith("busybox")).make();
    }

    private List<Path> leftBeside(TreeFixture tree) throws Exception {
        try (var files = Files.list(tree.path.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".nightshift"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void everyOperationComesAndGoesWithoutATrace(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        String before = tree.picture();
        String wanted = tree.wanted();
        PreparedStep stage = host.prepare(new StageTree(tree.path.toString(), tree.staging.toString()));
        PreparedStep step = host.prepare(tree.arrival());
        done(host.apply(stage));
        assertThat(Files.getPosixFilePermissions(tree.staging)).hasSize(3);
        done(host.undo(host.prepare(tree.arrival())));
        assertThat(tree.picture()).as("undo of what was never done").isEqualTo(before);

        done(host.apply(step));
        assertThat(tree.picture()).isEqualTo(wanted);
        assertThat(tree.staging).as("nothing waits any more").doesNotExist();
        assertThat(leftBeside(tree)).hasSize(1);
        assertThat(host.apply(step)).isInstanceOf(Answer.StartedBefore.class);

        done(host.undo(step));
        assertThat(tree.picture()).isEqualTo(before);
        done(host.undo(step));
        done(host.undo(stage));
        assertThat(tree.picture()).as("undone twice").isEqualTo(before);
        assertThat(leftBeside(tree)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void pruneRemovesWhatWasReplaced(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        String wanted = tree.wanted();
        done(host.apply(tree.arrival()));
        host.run(host.platform.prune(host.profile, "run"));
        assertThat(tree.picture()).isEqualTo(wanted);
        assertThat(leftBeside(tree)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aWholeTreeTakesThePlaceOfNothingAFileOrALink(String shell) throws Exception {
        WatchedTools tools = new WatchedTools(shell, home);
        Path path = home.resolve("-place of\nit");
        Path staging = home.resolve(".nightshift-transfer-whole");
        Files.createDirectory(home.resolve("elsewhere"));
        int kinds = 0;
        for (String sent : List.of("directory", "file", "link")) {
            for (String old : List.of("nothing", "file", "link", "link to a directory")) {
                Files.createDirectory(staging);
                make(staging.resolve("tree"), sent);
                make(path, old);
                String before = TreeFixture.picture(path);
                String waiting = TreeFixture.picture(staging.resolve("tree"));
                List<Operation> operations = new ArrayList<>(List.of(new PlaceAll(!old.equals("nothing"))));
                operations.add(new SetTimes(List.of(""), "1234567890", null));
                PreparedStep step =
                        tools.host.prepare(new ArriveTree(path.toString(), staging.toString(), operations, "one"));
                done(tools.host.apply(step));
                assertThat(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                                .toMillis())
                        .as("%s over %s", sent, old)
                        .isEqualTo(1_234_567_890_000L);
                assertThat(staging).doesNotExist();
                assertThat(TreeFixture.picture(path).replaceAll("[0-9.]*\\|", ""))
                        .isEqualTo(waiting.replaceAll("[0-9.]*\\|", ""));
                done(tools.host.undo(step));
                assertThat(TreeFixture.picture(path))
                        .as("%s over %s", sent, old)
                        .isEqualTo(before);
                Files.deleteIfExists(path);
                kinds++;
            }
        }
        assertThat(kinds).isEqualTo(12);
        assertThat(home.resolve("elsewhere")).isEmptyDirectory();
    }

    private void make(Path path, String kind) throws Exception {
        switch (kind) {
            case "directory" -> Files.writeString(Files.createDirectory(path).resolve("in"), "in it");
            case "file" -> Files.writeString(path, "text");
            case "link" -> Files.createSymbolicLink(path, Path.of("nowhere"));
            case "link to a directory" -> Files.createSymbolicLink(path, Path.of("elsewhere"));
            default -> assertThat(path).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whereNoHardLinksCanBeMadeTheOldIsMovedAside(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        WatchedTools tools = new WatchedTools(shell, home);
        tools.breakTool("ln");
        String before = tree.picture();
        String wanted = tree.wanted();
        PreparedStep step = tools.host.prepare(tree.arrival());
        done(tools.host.apply(step));
        assertThat(tree.picture()).isEqualTo(wanted);
        done(tools.host.undo(step));
        assertThat(tree.picture()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatSomebodyElseHasMadeMeanwhileIsNotTouched(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        String before = tree.picture();
        Path theirs = Files.writeString(tree.path.resolve("fresh plain"), "theirs");
        PreparedStep step = host.prepare(tree.arrival());
        assertThat(failed(host.apply(step)).message()).endsWith("/fresh plain has come meanwhile");
        done(host.undo(step));
        assertThat(theirs).hasContent("theirs");
        Files.delete(theirs);
        TreeFixture.shell("touch -d @" + (shell.startsWith("busybox") ? "1000000000 " : "1000000000.25 ")
                + TreeFixture.word(tree.path));
        assertThat(tree.picture()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatComesWhereSomethingWasRemovedIsKeptUntilPruning(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        String before = tree.picture();
        PreparedStep step = host.prepare(tree.arrival());
        done(host.apply(step));
        Files.writeString(tree.path.resolve("gone plain"), "theirs");
        done(host.undo(step));
        assertThat(tree.picture()).isEqualTo(before);
        assertThat(leftBeside(tree)).hasSize(1);
        assertThat(leftBeside(tree).get(0).resolve("left/gone plain")).hasContent("theirs");
        host.run(host.platform.prune(host.profile, "run"));
        assertThat(leftBeside(tree)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatHasGoneMeanwhileIsNewThen(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        String wanted = tree.wanted();
        Files.delete(tree.path.resolve("ff"));
        PreparedStep step = host.prepare(tree.arrival());
        done(host.apply(step));
        assertThat(tree.picture()).isEqualTo(wanted);
        done(host.undo(step));
        assertThat(tree.path.resolve("ff")).doesNotExist();
        assertThat(tree.path.resolve("fl")).hasContent("old");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aLinkInTheWayIsNotFollowed(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        Host host = new WatchedTools(shell, home).host;
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.move(tree.path.resolve("deep/er"), home.resolve("kept"));
        Files.createSymbolicLink(tree.path.resolve("deep/er"), elsewhere);
        PreparedStep step = host.prepare(tree.arrival());
        assertThat(failed(host.apply(step)).message()).endsWith("/deep/er is not the directory that it was");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whereTheTreeWaitedIsGoneHalfwayOnlyWhatWasBegunIsTakenBack(String shell) throws Exception {
        TreeFixture tree = fixture(shell);
        WatchedTools tools = new WatchedTools(shell, home);
        String before = tree.picture();
        // It fails after what is new was placed, and before anything was replaced.
        Files.delete(tree.staging.resolve("tree/ff"));
        Files.delete(tree.path.resolve("ff"));
        PreparedStep step = tools.host.prepare(tree.arrival());
        assertThat(failed(tools.host.apply(step)).message()).endsWith("/ff was not sent");
        Files.writeString(tree.path.resolve("ff"), "old\n");
        TreeFixture.shell("rm -rf " + TreeFixture.word(tree.staging) + "; cd " + TreeFixture.word(tree.path)
                + "; touch -d @" + (shell.startsWith("busybox") ? "1000000000" : "1000000000.25") + " ff");
        done(tools.host.undo(step));
        assertThat(tree.picture()).isEqualTo(before);
        assertThat(leftBeside(tree)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void onlyWhatIsNamedForItIsRemovedWithAllItHolds(String shell) throws Exception {
        Host host = new WatchedTools(shell, home).host;
        Path staging = home.resolve(".nightshift-transfer-x");
        Files.createDirectories(staging.resolve("tree/earlier"));
        PreparedStep step = host.prepare(new StageTree(home + "/x", staging.toString()));
        done(host.apply(step));
        assertThat(staging.resolve("tree/earlier")).exists();
        done(host.undo(step));
        assertThat(staging).doesNotExist();
    }
}
