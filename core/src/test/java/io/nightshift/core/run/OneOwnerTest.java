package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two runs never work on one host at the same time. */
class OneOwnerTest {
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final CountDownLatch changed = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @BeforeEach
    void begin() throws IOException {
        for (String name : List.of("first", "later", "second", "patient", "help", "meanwhile")) {
            Files.deleteIfExists(file(name));
        }
    }

    @AfterEach
    void end() {
        mayGoOn.countDown();
        other.shutdown();
    }

    @Test
    void theSecondRunIsRefusedByNameAndCanBeResumed() throws Exception {
        ARun first = aSlowOne();
        Future<Told> running = other.submit(first::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();

        ARun second = aRun().onTheFleet().limitedTo("pc01").of(copies("second", "second"));
        Told refused = second.go();
        assertThat(refused.state("pc01")).isEqualTo(HostState.PARKED);
        assertThat(refused.detail("pc01")).contains("held by run " + first.id()).contains("--lock-timeout");
        assertThat(refused.result().exitCode()).isEqualTo(5);
        assertThat(Files.exists(file("second"))).isFalse();

        mayGoOn.countDown();
        assertThat(running.get().state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(second.resume().state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(Files.readString(file("second"))).isEqualTo("second");
    }

    @Test
    void theSecondRunWaitsWhereItIsToldTo() throws Exception {
        Future<Told> running = other.submit(aSlowOne()::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();

        Told waited = aRun().onTheFleet()
                .limitedTo("pc01")
                .waitingForHosts(Duration.ofMinutes(1))
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.Warning) {
                        mayGoOn.countDown();
                    }
                })
                .of(copies("patient", "patient"))
                .go();

        assertThat(running.get().state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(waited.state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(waited.warnings()).anyMatch(text -> text.contains("held by run") && text.contains("waiting"));
    }

    @Test
    void aProcessWhoseRunWasTakenOverChangesNothingMore() throws Exception {
        ARun first = aSlowOne();
        Future<Told> running = other.submit(first::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();

        House.STORE.raiseEpoch(first.id());
        mayGoOn.countDown();

        Told stale = running.get();
        assertThat(stale.state("pc01")).isEqualTo(HostState.PARKED);
        assertThat(stale.detail("pc01")).contains("taken run " + first.id() + " over");
        assertThat(stale.result().exitCode()).isEqualTo(5);
        assertThat(Files.exists(file("later"))).isFalse();
        assertThat(House.STORE.run(first.id()).orElseThrow().ended()).isNull();
        assertThat(House.STORE.hosts(first.id()).get(0).state()).isEqualTo(HostState.RUNNING);
        assertThat(first.resume().state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(Files.exists(file("later"))).isTrue();
    }

    @Test
    void aHostThatOnlyHelpedIsFreeAtOnce() throws Exception {
        Future<Told> running = other.submit(aRun().onTheFleet()
                .limitedTo("pc02")
                .of(copies("help", "helped").replace("    - copy", "    - delegate_to: pc01\n      copy")
                        + "    - debug: msg=now\n    - debug: msg=later\n")
                .watchedBy(this::pausing)::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();

        Told told = aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("meanwhile", "x"))
                .go();
        assertThat(told.state("pc01")).isEqualTo(HostState.UPDATED);
        mayGoOn.countDown();
        assertThat(running.get().state("pc02")).isEqualTo(HostState.UPDATED);
    }

    @Test
    void aRunThatEndedWithoutLettingGoHoldsNobodyUp() {
        SshTransport own = new SshTransport(SshSettings.only(House.fleet().knownHosts()));
        Told cut = aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("first", "cut"))
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.HostThrough) {
                        own.close(); // nobody can say there any more that the run is over
                    }
                })
                .overSsh(own)
                .go();
        assertThat(cut.state("pc01")).isEqualTo(HostState.UPDATED);

        Told next = aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("second", "next"))
                .go();
        assertThat(next.state("pc01")).as(next.details()).isEqualTo(HostState.UPDATED);
    }

    @Test
    void aRunThatWasSilentForTooLongStopsWhereAnotherHasWorkedAndGoesOnWhenTold() throws Exception {
        ARun silent = aSlowOne();
        Future<Told> running = other.submit(silent::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
        lapse();
        Told between = aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("meanwhile", "x"))
                .go();
        assertThat(between.state("pc01")).isEqualTo(HostState.UPDATED);
        mayGoOn.countDown();

        Told overtaken = running.get();
        assertThat(overtaken.state("pc01")).isEqualTo(HostState.PARKED);
        assertThat(overtaken.detail("pc01"))
                .contains("run " + between.result().run())
                .contains("--retake");
        assertThat(silent.resume().state("pc01")).isEqualTo(HostState.PARKED);
        assertThat(Files.exists(file("later"))).isFalse();
        assertThat(silent.retaking().resume().state("pc01")).isEqualTo(HostState.UPDATED);
        assertThat(Files.exists(file("later"))).isTrue();
    }

    /** The time of whoever holds pc01 is over. */
    private static void lapse() throws IOException {
        try (Stream<Path> files = Files.list(file(".local/state/nightshift/hold"))) {
            for (Path file : files.toList()) {
                String[] words = Files.readString(file).split(" ");
                words[3] = "1";
                Files.writeString(file, String.join(" ", words));
            }
        }
    }

    @Test
    void aRollbackIsRefusedOnAHostThatAnotherRunHoldsAndChangesNothingOfWhatIsKnown() throws Exception {
        Told first = aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("second", "made"))
                .go();
        Future<Told> running = other.submit(aSlowOne()::go);
        assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
        String run = first.result().run();

        ARollback refused = ARollback.of(run, "back-1-" + run, "pc01", House.ssh());
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.state()).isEqualTo(HostState.PARKED);
        assertThat(House.STORE.hosts(run).get(0).state()).isEqualTo(HostState.UPDATED);
        assertThat(Files.exists(file("second"))).isTrue();

        mayGoOn.countDown();
        running.get();
        assertThat(ARollback.of(run, "back-2-" + run, "pc01", House.ssh()).exitCode())
                .isZero();
        assertThat(House.STORE.hosts(run).get(0).state()).isEqualTo(HostState.ROLLED_BACK);
        assertThat(Files.exists(file("second"))).isFalse();
    }

    /** Changes pc01, waits, changes it again. */
    private ARun aSlowOne() {
        return aRun().onTheFleet()
                .limitedTo("pc01")
                .of(copies("first", "first") + "    - debug: msg=now\n    - debug: msg=later\n"
                        + copies("later", "later").lines().skip(3).reduce("", (a, b) -> a + b + "\n"))
                .watchedBy(this::pausing);
    }

    /** Holds the host's own thread behind the task that says {@code now}. */
    private void pausing(RunEvent event, RunEngine.Handle handle) {
        if (event instanceof RunEvent.TaskEnded ended
                && String.valueOf(ended.result().get("msg")).equals("now")) {
            changed.countDown();
            try {
                assertThat(mayGoOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String copies(String file, String content) {
        return "- hosts: all\n  gather_facts: no\n  tasks:\n    - copy: content=" + content + " dest=" + file(file)
                + "\n";
    }

    private static Path file(String name) {
        return House.fleet().host("pc01").root().resolve(name);
    }
}
