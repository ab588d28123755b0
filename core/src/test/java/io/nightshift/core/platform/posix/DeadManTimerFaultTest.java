package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.platform.DeadManTimer;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TimerState;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The timer that a host runs for itself, in every shell of this machine. */
class DeadManTimerFaultTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private Host host;
    private DeadManTimer timer;
    private Ticket ticket;

    static Stream<String> shells() {
        return SomeShell.names();
    }

    private void on(String shell) {
        host = new Host(shell, home);
        timer = host.platform.deadMan();
        ticket = Ticket.of(host.profile, "run", "timer");
    }

    private TimerState ask(String script) {
        return timer.state(host.shell.run(script));
    }

    private PreparedStep writing(String name, String text) {
        return host.prepare(FileChange.WriteFile.of(
                home.resolve(name).toString(), new Content.Bytes(text.getBytes()), Attributes.KEEP));
    }

    private boolean isRunning() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(ticket.directory() + "/watch"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatIsNotConfirmedIsTakenBackNewestFirst(String shell) throws IOException {
        on(shell);
        Path file = Files.writeString(home.resolve("one"), "was\n");
        assertThat(ask(timer.arm(host.profile, ticket, Duration.ofSeconds(5)))).isEqualTo(new TimerState.Armed(false));
        for (int i = 1; i <= 2; i++) {
            PreparedStep step = writing("one", "now " + i + "\n");
            assertThat(ask(timer.cover(ticket, i, step.undoScript()))).isInstanceOf(TimerState.Armed.class);
            host.apply(step);
        }
        ask(timer.again(ticket, "restart it", "cat " + file + " >>" + home + "/restarted"));
        await().atMost(PATIENCE).until(() -> Files.exists(Path.of(ticket.directory(), "result")));
        assertThat(ask(timer.confirm(ticket))).isEqualTo(new TimerState.Fired(Set.of(1, 2), Set.of(), false));
        assertThat(file).hasContent("was\n");
        assertThat(home.resolve("restarted")).hasContent("was\n");
        await().atMost(PATIENCE).until(() -> !isRunning());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aConfirmedTimerLeavesNothingBehind(String shell) throws IOException {
        on(shell);
        ask(timer.arm(host.profile, ticket, LONG));
        PreparedStep step = writing("two", "stays\n");
        ask(timer.cover(ticket, 1, step.undoScript()));
        host.apply(step);
        assertThat(isRunning()).isTrue();

        assertThat(ask(timer.confirm(ticket))).isInstanceOf(TimerState.Confirmed.class);
        await().atMost(PATIENCE).until(() -> !isRunning());
        assertThat(Path.of(ticket.directory())).doesNotExist();
        assertThat(home.resolve("two")).hasContent("stays\n");
        assertThat(ask(timer.confirm(ticket))).isInstanceOf(TimerState.Gone.class);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSignOfLifeKeepsItFromFiringAndItCanBeToldToFire(String shell) throws IOException {
        on(shell);
        ask(timer.arm(host.profile, ticket, Duration.ofSeconds(4)));
        PreparedStep step = writing("three", "now\n");
        ask(timer.cover(ticket, 1, step.undoScript()));
        host.apply(step);
        Path until = Path.of(ticket.directory(), "until");
        String first = Files.readString(until);
        await().atMost(PATIENCE).until(() -> {
            assertThat(ask(timer.prolong(ticket))).isInstanceOf(TimerState.Armed.class);
            return !Files.readString(until).equals(first);
        });

        ask(timer.fireNow(ticket));
        await().atMost(PATIENCE).until(() -> Files.notExists(home.resolve("three")));
        await().atMost(PATIENCE).until(() -> ask(timer.prolong(ticket)) instanceof TimerState.Fired);
    }

    @Test
    void ofConfirmingAndFiringOnlyOneWins() throws IOException {
        int rounds = Scoreboard.share(60, 1000);
        on("sh");
        ask(timer.arm(host.profile, ticket, LONG));
        Path watch = Files.copy(Path.of(ticket.directory(), "watch"), home.resolve("watch"));
        assertThat(ask(timer.confirm(ticket))).isInstanceOf(TimerState.Confirmed.class);
        Path confirm = Files.writeString(home.resolve("confirm"), timer.confirm(ticket));

        String counts = host.shell
                .run(Library.text("boot")
                        + """
                d=%s i=0 confirmed=0 fired=0 both=0
                _ns_boot
                while [ $i -lt %d ]; do
                  i=$((i + 1))
                  rm -rf "$d" undone
                  mkdir -p "$d/steps" "$d/again"
                  cp %s "$d/watch"
                  echo 'echo undone >>%s/undone' >"$d/steps/000001.sh"
                  echo "$_ns_b 0" >"$d/until"
                  : >"$d/armed"
                  sh "$d/watch" &
                  (j=$((i * 37 %% 400)); while [ $j -gt 0 ]; do j=$((j - 1)); done; sh %s >answer)
                  wait
                  case $(cat answer) in
                    *confirmed*) if [ -e undone ] || [ -d "$d" ]; then both=$((both + 1)); else confirmed=$((confirmed + 1)); fi ;;
                    *fir*) if [ "$(cat undone)" = undone ]; then fired=$((fired + 1)); else both=$((both + 1)); fi ;;
                    *) both=$((both + 1)) ;;
                  esac
                done
                echo "$confirmed $fired $both"
                """.formatted(ShellText.word(ticket.directory()), rounds, watch, home, confirm))
                .stdout()
                .text()
                .strip();

        String[] words = counts.split(" ");
        Scoreboard.line("S-06", "deadman-race", rounds, rounds - Integer.parseInt(words[2]), words[0] + "-confirmed");
        assertThat(words[2]).as("confirmed, fired, neither or both: " + counts).isEqualTo("0");
        assertThat(Integer.parseInt(words[0]) + Integer.parseInt(words[1])).isEqualTo(rounds);
    }
}
