package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.TreeChange.StageTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrival of a tree, or its way back, is killed at each of its commands, before it and in the middle of it. */
class TreeArrivalFaultTest {
    @TempDir
    Path home;

    private TreeFixture tree;
    private WatchedTools tools;
    private String before;
    private String waiting;

    /** All of them in the long variant; else those that differ most. */
    static Stream<String> shells() {
        return SomeShell.names()
                .filter(name -> Scoreboard.isLong() || !List.of("sh", "bash").contains(name));
    }

    private void prepare(String shell) {
        tree = new TreeFixture(home, shell.startsWith("busybox")).make();
        tools = new WatchedTools(shell, home);
        before = tree.picture();
        waiting = TreeFixture.picture(tree.staging);
    }

    private static boolean succeeded(Answer answer) {
        return answer instanceof Answer.Ended ended && ended.outcome() instanceof Outcome.Done;
    }

    /** Applied where the shell itself may be killed, and says so. */
    private boolean attempt(PreparedStep step) {
        return succeeded(step.answer(tools.host.shell.run(step.script()), Instant.EPOCH, Instant.EPOCH));
    }

    private void isAllBack(PreparedStep step, String when) throws Exception {
        tools.spare();
        assertThat(succeeded(tools.host.undo(step))).as(when).isTrue();
        assertThat(tree.picture()).as(when).isEqualTo(before);
        assertThat(succeeded(tools.host.undo(step))).as(when).isTrue();
        assertThat(tree.picture()).as("twice, " + when).isEqualTo(before);
        try (var files = Files.list(tree.path.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals(tree.path.getFileName().toString())
                                    && !name.equals(tree.staging.getFileName().toString())))
                    .as(when)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anArrivalThatIsKilledAnywhereGoesBack(String shell) throws Exception {
        prepare(shell);
        int killed = 0;
        for (boolean partly : new boolean[] {false, true}) {
            for (int command = 1; ; command++) {
                String when = "killed " + (partly ? "in" : "before") + " command " + command;
                PreparedStep step = tools.host.prepare(tree.arrival());
                tools.killAt(command, partly);
                boolean whole = attempt(step);
                isAllBack(step, when);
                if (Files.exists(tree.staging)) {
                    // Killed while it tidied up after it had arrived, nothing waits; else all of it does, as before.
                    assertThat(files(TreeFixture.picture(tree.staging)).strip())
                            .as("what waits, " + when)
                            .isIn(files(waiting).strip(), "");
                }
                assertThat(succeeded(tools.host.undo(stage()))).isTrue();
                TreeFixture.shell("rm -rf " + TreeFixture.word(tree.staging) + " " + TreeFixture.word(tree.path));
                tree.make();
                if (whole) {
                    assertThat(command).isGreaterThan(20);
                    break;
                }
                killed++;
            }
        }
        assertThat(killed).isGreaterThan(40);
    }

    /** Kind, name and bytes: without directories, which moves change, and what the step has set before it was killed. */
    private static String files(String picture) {
        return picture.replaceAll("\\|[0-7]+\\|\\d+:\\d+\\|[0-9.]+", "").replaceAll("[^\\n]*\\|d\\|[^\\n]*\\n?", "");
    }

    private PreparedStep stage() throws Exception {
        PreparedStep stage = tools.host.prepare(new StageTree(tree.path.toString(), tree.staging.toString()));
        tools.host.apply(stage);
        return stage;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aWayBackThatIsKilledAnywhereIsGoneToItsEndLater(String shell) throws Exception {
        prepare(shell);
        for (boolean partly : new boolean[] {false, true}) {
            for (int command = 1; ; command++) {
                String when = "killed " + (partly ? "in" : "before") + " command " + command + " of the way back";
                PreparedStep step = tools.host.prepare(tree.arrival());
                tools.spare();
                assertThat(succeeded(tools.host.apply(step))).isTrue();
                tools.killAt(command, partly);
                boolean whole = attempt(tools.host.platform.undo(
                        tools.host.profile,
                        tools.host.ticket(),
                        Objects.requireNonNull(step.undoScript()),
                        Duration.ofSeconds(30),
                        null));
                isAllBack(step, when);
                TreeFixture.shell("rm -rf " + TreeFixture.word(tree.staging) + " " + TreeFixture.word(tree.path));
                tree.make();
                if (whole) {
                    assertThat(command).isGreaterThan(20);
                    break;
                }
            }
        }
    }
}
