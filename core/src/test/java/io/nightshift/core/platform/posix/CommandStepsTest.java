package io.nightshift.core.platform.posix;

import static io.nightshift.core.platform.posix.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands under tickets, on every shell of this machine. */
class CommandStepsTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    private static CommandChange.Run shell(String text, @Nullable String undo) {
        return new CommandChange.Run(
                new Program.ShellText(text, null), null, null, Map.of("GREETING", "it's $HOME\nhere"), undo, false);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aCommandTellsItsStatusAndBothOutputs(String shell) {
        Host host = new Host(shell, home);
        Outcome.Done done = done(host.apply(shell("echo \"$GREETING\"; printf bad >&2; exit 42", null)));

        assertThat(done.status()).isEqualTo(42);
        assertThat(done.stdout()).isEqualTo("it's $HOME\nhere\n");
        assertThat(done.stderr()).isEqualTo("bad");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void argumentsAndStdinArriveAsTheyAre(String shell) {
        Host host = new Host(shell, home);
        CommandChange.Run run = new CommandChange.Run(
                new Program.Argv(
                        List.of("sh", "-c", "cat; printf '<%s>' \"$@\"", "x", "a b", "", "it's", "*", "$(id)")),
                home.toString(),
                "input\\n%s",
                Map.of(),
                null,
                false);

        assertThat(done(host.apply(run)).stdout()).isEqualTo("input\\n%s<a b><><it's><*><$(id)>");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void anUndoWaitsForAStepThatIsStillOnItsWay(String shell) throws Exception {
        Host host = new Host(shell, home);
        PreparedStep step = host.prepare(shell(
                "echo 1 >" + home + "/half; sleep 2; echo 2 >" + home + "/whole",
                "rm " + home + "/half " + home + "/whole"));
        Thread run = new Thread(() -> host.apply(step));
        run.start();
        await().until(() -> Files.exists(home.resolve("half")));

        // Another shell than the one the step runs in, as after the controller's death.
        Answer answer = host.undo(step);
        run.join();

        assertThat(((Answer.Ended) answer).outcome()).isInstanceOf(Outcome.Done.class);
        assertThat(home.resolve("half")).doesNotExist();
        assertThat(home.resolve("whole")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aCommandsOwnUndoRunsOnceAndOnlyAfterIt(String shell) {
        Host host = new Host(shell, home);
        CommandChange.Run made = shell("touch " + home + "/made", "echo back >>" + home + "/log; rm " + home + "/made");
        PreparedStep never = host.prepare(made);
        PreparedStep step = host.prepare(made);

        host.undo(never);
        assertThat(home.resolve("log")).doesNotExist();
        host.apply(never);
        assertThat(home.resolve("made")).as("taken back before it began").doesNotExist();
        host.apply(step);
        assertThat(home.resolve("made")).exists();
        host.undo(step);
        host.undo(step);
        assertThat(home.resolve("made")).doesNotExist();
        assertThat(home.resolve("log")).hasContent("back\n");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatPassesItsLimitIsStoppedWithEverythingItStarted(String shell) throws Exception {
        Host host = new Host(shell, home);
        Ticket ticket = host.ticket();
        PreparedStep step = host.platform.step(
                host.profile,
                new StepRequest(
                        ticket,
                        shell(
                                "echo begun; (echo $PPID >/dev/null; exec sleep 300) & echo $! >" + home
                                        + "/pid; sleep 300",
                                null),
                        Duration.ofSeconds(1),
                        null));

        assertThat(host.apply(step))
                .isInstanceOfSatisfying(
                        Answer.TimedOut.class, late -> assertThat(late.stdout()).isEqualTo("begun\n"));
        String pid = Files.readString(home.resolve("pid")).strip();
        Path stat = Path.of("/proc/" + pid + "/stat");
        assertThat(!Files.exists(stat) || Files.readString(stat).contains(") Z "))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aBackgroundProcessDoesNotHoldTheStepUp(String shell) {
        Host host = new Host(shell, home);
        long start = System.nanoTime();
        assertThat(done(host.apply(shell("sleep 20 & echo done", null))).stdout())
                .isEqualTo("done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void longOutputKeepsItsHeadAndItsTail(String shell) {
        Host host = new Host(shell, home);
        Outcome.Done done =
                done(host.apply(shell("echo first; head -c 6000000 /dev/zero | tr '\\0' x; echo; echo last", null)));

        assertThat(done.stdout())
                .startsWith("first\nxxx")
                .endsWith("xxx\nlast\n")
                .contains("bytes left out");
        assertThat(done.stdout().length()).isLessThan(4_300_000);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void whatIsLeftOutOfALongOutputIsCountedAndTakesNoRoom(String shell) throws Exception {
        Host host = new Host(shell, home);
        Ticket ticket = host.ticket();
        PreparedStep step = host.prepare(
                ticket,
                shell(
                        "echo first; for i in 1 2 3; do head -c 20000000 /dev/zero | tr '\\0' x; sleep 1.2; done; du -k "
                                + ticket.directory() + "/out | cut -f1 >" + home + "/room; echo last",
                        null));
        Outcome.Done done = done(host.apply(step));

        long shown = done.stdout().length()
                - done.stdout()
                        .lines()
                        .filter(line -> line.startsWith("["))
                        .findFirst()
                        .orElseThrow()
                        .length()
                - 2;
        assertThat(done.stdout())
                .startsWith("first\nxxx")
                .endsWith("xxxlast\n")
                .contains("[" + (60_000_011 - shown) + " bytes left out]");
        assertThat(Long.parseLong(Files.readString(home.resolve("room")).strip()))
                .isLessThan(40_000);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aTicketTellsWhatBecameOfItsStep(String shell) throws Exception {
        Host host = new Host(shell, home);
        Ticket ticket = host.ticket();
        assertThat(state(host, ticket)).isEqualTo(new TicketState.NeverStarted());
        PreparedStep step = host.prepare(ticket, shell("echo out; exit 3", null));
        host.apply(step);
        assertThat(state(host, ticket)).isEqualTo(new TicketState.Finished(3, "out\n", ""));
        Files.delete(Path.of(ticket.directory(), "rc"));
        assertThat(state(host, ticket)).isEqualTo(new TicketState.Lost(false));
        Files.writeString(Path.of(ticket.directory(), "start"), "another-boot/1 1 1\n");
        assertThat(state(host, ticket)).isEqualTo(new TicketState.Lost(true));

        host.shell.run(host.platform.prune(host.profile, "run"));
        assertThat(state(host, ticket)).isEqualTo(new TicketState.NeverStarted());
    }

    private static TicketState state(Host host, Ticket ticket) {
        return host.platform.ticketState(host.shell.run(host.platform.inspect(ticket)));
    }
}
