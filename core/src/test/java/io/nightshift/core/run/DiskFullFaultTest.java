package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.store.PatientStore;
import io.nightshift.core.store.StoreException;
import io.nightshift.core.store.StoreWaiting;
import io.nightshift.core.store.Stores;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the journal fills up in mid-run, and has room again a while later. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFullFaultTest {
    private static final int STEPS = 8;
    private static final String[] HOSTS = {"one", "two", "three", "four"};
    private static final long NEARLY_FULL = 150_000_000;

    @TempDir
    Path parent;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private SmallDisk disk;
    private Path folder;

    @BeforeEach
    void mount() throws IOException {
        boolean possible = SmallDisk.isPossible();
        if (!possible) {
            System.out.println("Skipped: full disks, because this user may not mount a small one.");
        }
        Assumptions.assumeTrue(possible, "no small disk can be mounted");
        disk = SmallDisk.mount(Files.createDirectory(parent.resolve("disk")), 320);
        folder = disk.folder().resolve("state");
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    private ARun night() {
        return aRun().forks(2).on(HOSTS).of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: A line more
                      shell: echo "{{ item }}" >> {{ work }}/{{ inventory_hostname }}
                      undo: "true"
                      loop: "{{ range(%d) | list }}"
                """.formatted(STEPS));
    }

    @Test
    void aRunWaitsForRoomAndEndsWellWithEveryStepMadeOnce() throws Exception {
        int times = Scoreboard.share(5, 50);
        Random random = new Random(Scoreboard.seed());
        List<String> wrong = new ArrayList<>();
        int passed = 0;
        int waited = 0;
        for (int time = 1; time <= times; time++) {
            int before = wrong.size();
            said.clear();
            once(1 + random.nextInt(HOSTS.length * STEPS - 6), random.nextInt(1500), wrong);
            passed += wrong.size() == before ? 1 : 0;
            waited += said.isEmpty() ? 0 : 1;
        }

        Scoreboard.line(
                "R-13", "disk-full", times, passed, (times - passed) + " runs ended badly; " + waited + " had to wait");
        assertThat(wrong).isEmpty();
        assertThat(waited).isPositive();
    }

    /** The disk fills up after so many steps, and is freed so long after the run has noticed. */
    private void once(int afterSteps, int millis, List<String> wrong) throws Exception {
        AtomicInteger ended = new AtomicInteger();
        ARun night = night();
        Told told;
        try (RunStore store = Stores.open(folder)) {
            StoreWaiting waiting = new StoreWaiting(text -> {
                said.add(text);
                if (text.startsWith("The disk is full")) {
                    CompletableFuture.runAsync(
                            disk::free, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
                }
            });
            told = night.journalledIn(PatientStore.over(store, waiting))
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.TaskEnded step
                                && step.item() != null
                                && ended.incrementAndGet() == afterSteps) {
                            disk.fill();
                        }
                        if (event
                                instanceof
                                RunEvent.Warning) { // a host may not begin, and maybe no other writes any more
                            CompletableFuture.runAsync(
                                    disk::free, CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
                        }
                    })
                    .go();
            disk.free();
        }
        try (RunStore store = Stores.open(folder)) {
            for (String host : HOSTS) {
                List<StepRecord> steps = store.steps(told.result().run(), host);
                List<String> lines = Files.readAllLines(night.work().resolve(host));
                boolean well = told.state(host) == HostState.UPDATED
                        && steps.size() == STEPS
                        && steps.stream().allMatch(step -> step.state() == StepRecord.State.DONE)
                        && lines.size() == STEPS
                        && store.hosts(told.result().run()).stream().allMatch(it -> it.state() == HostState.UPDATED);
                if (!well) {
                    wrong.add(host + ": " + told.state(host) + ", " + steps.size() + " steps, " + lines.size()
                            + " effects; " + told.details() + said);
                }
            }
        }
        if (!said.isEmpty()
                && !(said.get(0).startsWith("The disk is full: ") && said.get(0).contains(folder.toString()))) {
            wrong.add("the cause is not named: " + said);
        }
    }

    @Test
    void noHostBeginsWhileTheDiskIsNearlyFullAndAllFollowWhenThereIsRoom() throws IOException {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        Told told;
        try (RunStore store = Stores.open(folder)) {
            disk.fill(NEARLY_FULL);
            told = night().journalledIn(store)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.Warning warning
                                && warning.text().startsWith("only ")) {
                            CompletableFuture.runAsync(() -> {
                                said.addAll(begun);
                                disk.free();
                            });
                        } else if (event instanceof RunEvent.TaskStarted || event instanceof RunEvent.TaskEnded) {
                            begun.add(event.toString());
                        }
                    })
                    .go();
        }

        assertThat(said).as("what had begun").isEmpty();
        assertThat(told.states().values()).containsOnly(HostState.UPDATED);
        assertThat(told.warnings()).hasSize(2);
        assertThat(told.warnings().get(0))
                .matches("only 1[45]\\d MB are free where the journal lies, " + folder
                        + "; 200 MB are wanted\\. No new host"
                        + " begins; those at work go on\\. The others follow by themselves when there is room");
        assertThat(told.warnings().get(1)).isEqualTo("there is room again; the other hosts begin");
    }

    @Test
    void hostsAtWorkGoOnWhileTheDiskIsNearlyFull() throws IOException {
        AtomicInteger through = new AtomicInteger();
        Told told;
        try (RunStore store = Stores.open(folder)) {
            told = night().journalledIn(store)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.TaskEnded && through.get() == 0) {
                            disk.fill(NEARLY_FULL);
                        }
                        if (event instanceof RunEvent.HostThrough && through.incrementAndGet() == 2) {
                            disk.free(); // the first two are through, the others have waited
                        }
                    })
                    .go();
        }

        assertThat(told.states().values()).containsOnly(HostState.UPDATED);
        assertThat(told.warnings()).first().asString().startsWith("only 1");
    }

    @Test
    void whoStopsARunWhoseHostsWaitForRoomFindsThemParked() throws IOException {
        Told told;
        try (RunStore store = Stores.open(folder)) {
            disk.fill(NEARLY_FULL);
            told = night().journalledIn(store)
                    .watchedBy((event, handle) -> {
                        if (event instanceof RunEvent.Warning) {
                            handle.stop();
                        }
                    })
                    .go();
        }

        assertThat(told.states().values()).containsOnly(HostState.PARKED);
    }

    @Test
    void aStoreThatCannotBeOpenedOrMadeOnAFullDiskSaysSo() throws IOException {
        disk.fill();
        assertThatThrownBy(() -> Stores.open(folder).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("No space left on device");
        disk.free();
        Stores.open(folder).close();
        disk.fill();
        try (RunStore store = Stores.open(folder)) {
            assertThat(store.runs(1)).isEmpty(); // reading needs no room
        } catch (StoreException e) {
            assertThat(e).hasMessageStartingWith("The disk is full: 0 KB are free in " + folder);
        }
        disk.free();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> Stores.open(folder).close());
    }
}
