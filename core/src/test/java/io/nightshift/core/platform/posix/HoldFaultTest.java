package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One owner at a time, as the host itself sees to it. */
class HoldFaultTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    private int made;

    @ParameterizedTest
    @MethodSource(SHELLS)
    void theSecondRunIsRefusedByNameUntilTheFirstLetsGo(String shell) {
        Host host = new Host(shell, home);
        Hold first = Hold.first("r1", "anna@desk");
        Hold second = Hold.first("r2", "ben@desk");

        assertDone(host.apply(somethingNew(), first));
        assertDone(host.apply(somethingNew(), first));
        HeldBy.Run by = (HeldBy.Run) ((Answer.Held) host.apply(somethingNew(), second)).by();
        assertThat(by.run()).isEqualTo("r1");
        assertThat(by.holder()).isEqualTo("anna@desk");
        assertThat(by.seconds()).isBetween(900L, 960L);
        assertThat(home.resolve("file3")).doesNotExist();
        assertThat(home.resolve("state/.local/state/nightshift/r2")).doesNotExist();

        release(host, second); // not its to let go of
        assertThat(host.apply(somethingNew(), second)).isInstanceOf(Answer.Held.class);
        release(host, first);
        assertDone(host.apply(somethingNew(), second));
        assertThat(host.apply(somethingNew(), first)).isInstanceOf(Answer.Held.class);
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void anEarlierProcessOfARunIsRefusedForEver(String shell) {
        Host host = new Host(shell, home);
        Hold before = Hold.first("r1", "anna@desk");
        Hold after = new Hold("r1", 2, "anna@desk", false);

        assertDone(host.apply(somethingNew(), before));
        assertDone(host.apply(somethingNew(), after));
        assertThat(heldBy(host.apply(somethingNew(), before))).isInstanceOf(HeldBy.Stale.class);
        release(host, after);
        assertThat(heldBy(host.apply(somethingNew(), before))).isInstanceOf(HeldBy.Stale.class);
        assertDone(host.apply(somethingNew(), Hold.first("r2", "ben@desk")));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aRunThatWasSilentForTooLongFindsThatAnotherCameBetween(String shell) throws Exception {
        Host host = new Host(shell, home);
        Hold silent = Hold.first("r1", "anna@desk");
        Hold other = Hold.first("r2", "ben@desk");
        assertDone(host.apply(somethingNew(), silent));
        lapse("r1");

        assertDone(host.apply(somethingNew(), other));
        release(host, other);

        assertThat(heldBy(host.apply(somethingNew(), silent))).isEqualTo(new HeldBy.Overtaken("r2", "ben@desk"));
        assertThat(heldBy(host.apply(somethingNew(), new Hold("r1", 2, "anna@desk", false))))
                .isInstanceOf(HeldBy.Overtaken.class);
        Hold allTheSame = new Hold("r1", 2, "anna@desk", true);
        assertDone(host.apply(somethingNew(), allTheSame));
        assertDone(host.apply(somethingNew(), new Hold("r1", 2, "anna@desk", false)));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void nobodyComesBetweenWhileADeadMansTimerMayStillAct(String shell) throws Exception {
        Host host = new Host(shell, home);
        assertDone(host.apply(somethingNew(), Hold.first("r1", "anna@desk")));
        Path timer = base().resolve("r1/pc-deadman-1");
        Files.createDirectories(timer);
        Files.createFile(timer.resolve("armed"));
        lapse("r1");

        assertThat(host.apply(somethingNew(), Hold.first("r2", "ben@desk"))).isInstanceOf(Answer.Held.class);
        Files.delete(timer.resolve("armed"));
        assertDone(host.apply(somethingNew(), Hold.first("r2", "ben@desk")));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void ofManyWhoWantAHostAtOnceOneGetsIt(String shell) throws Exception {
        int rounds = 10;
        int runs = 8;
        Host host = new Host(shell, home);
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        for (int round = 0; round < rounds; round++) {
            List<Callable<Answer>> wanting = new ArrayList<>();
            List<Hold> holds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                Hold hold = Hold.first("r" + round + "-" + i, "someone@desk");
                holds.add(hold);
                Change change = somethingNew();
                wanting.add(() -> new Host(shell, home).apply(change, hold));
            }
            List<Hold> won = new ArrayList<>();
            List<Future<Answer>> answers = threads.invokeAll(wanting);
            for (int i = 0; i < runs; i++) {
                if (answers.get(i).get() instanceof Answer.Ended) {
                    won.add(holds.get(i));
                }
            }
            assertThat(won).hasSize(1);
            release(host, won.get(0));
        }
        threads.shutdown();
        try (Stream<Path> files = Files.list(base().resolve("hold"))) {
            assertThat(files.count()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aRunThatIsOverIsLetGoOfInItsNameOnlyWhereNothingOfItIsAtWork(String shell) throws Exception {
        Host host = new Host(shell, home);
        Hold over = Hold.first("r1", "anna@desk");
        Hold next = Hold.first("r2", "ben@desk");
        assertDone(host.apply(somethingNew(), over));
        Path ticket = Files.createDirectories(base().resolve("r1/at-work"));
        Path boot = Path.of("/proc/sys/kernel/random/boot_id");
        Files.writeString(
                ticket.resolve("start"),
                Files.readString(boot).strip() + "/" + startOf(1) + " "
                        + ProcessHandle.current().pid() + " "
                        + startOf(ProcessHandle.current().pid()) + "\n");

        release(host, new Hold("r1", 2, "ben@desk", false));
        assertThat(host.apply(somethingNew(), next)).isInstanceOf(Answer.Held.class);

        Files.writeString(ticket.resolve("rc"), "0\n");
        release(host, new Hold("r1", 2, "ben@desk", false));
        assertDone(host.apply(somethingNew(), next));
    }

    private static String startOf(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    private Change somethingNew() {
        Path file = home.resolve("file" + ++made);
        return new FileChange.MakeDirectory(file.toString(), new Attributes(null, null, null));
    }

    private static void assertDone(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Ended.class);
    }

    private static HeldBy heldBy(Answer answer) {
        return ((Answer.Held) answer).by();
    }

    private void release(Host host, Hold hold) {
        host.run(host.platform.release(host.profile, hold));
    }

    private Path base() {
        return home.resolve("state/.local/state/nightshift");
    }

    /** The time of whoever holds the host is over. */
    private void lapse(String run) throws IOException {
        try (Stream<Path> files = Files.list(base().resolve("hold"))) {
            for (Path file : files.toList()) {
                String[] words = Files.readString(file).split(" ");
                assertThat(words[0]).isEqualTo(run);
                words[3] = "1";
                Files.writeString(file, String.join(" ", words));
            }
        }
    }
}
