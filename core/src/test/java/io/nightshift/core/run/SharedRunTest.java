package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.run.RunEvent.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two controllers make one run together, in this process: each host is worked on by one of them at a time, and nothing is done twice. */
class SharedRunTest {
    private static final List<String> FLEET = List.of("pc01", "pc02", "pc03", "pc04", "pc05", "pc06");
    private static final BiConsumer<RunEvent, RunEngine.Handle> NOBODY = (event, handle) -> {};

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final CountDownLatch offered = new CountDownLatch(1);

    @BeforeEach
    void begin() throws IOException {
        for (String host : FLEET) {
            Files.deleteIfExists(log(host));
        }
    }

    @AfterEach
    void end() {
        other.shutdownNow();
    }

    private static Path log(String host) {
        return House.fleet().host(host).root().resolve("shared.log");
    }

    /** What each host's log says. */
    private static Map<String, String> logs() {
        Map<String, String> logs = new TreeMap<>();
        for (String host : FLEET) {
            try {
                logs.put(
                        host,
                        Files.exists(log(host)) ? Files.readString(log(host)).strip() : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return logs;
    }

    private static Map<String, String> everyLog(String text) {
        Map<String, String> logs = new TreeMap<>();
        FLEET.forEach(host -> logs.put(host, text));
        return logs;
    }

    private ARun lead(String playbook) {
        return aRun().onTheFleet()
                .forks(1)
                .of(playbook)
                .sharedBy(new Sharing(House.STORE, "one", false))
                .watchedBy((event, handle) -> {
                    if (event instanceof TaskEnded) {
                        offered.countDown();
                    }
                });
    }

    private Future<List<RunEvent>> helper(ARun run, BiConsumer<RunEvent, RunEngine.Handle> watching) {
        return other.submit(() -> {
            assertThat(offered.await(30, TimeUnit.SECONDS)).isTrue();
            Heard heard = new Heard(watching);
            RunEngine.Order order = run.order(true).with(new Sharing(House.STORE, "two", true));
            run.engine().help(order, heard, new Redactor(), heard::handle, journal -> journal);
            return heard.events();
        });
    }

    /** What came of it, and which hosts the helper worked on. */
    private record Both(Told told, List<String> helped) {}

    private Both together(ARun run) throws Exception {
        Future<List<RunEvent>> helping = helper(run, NOBODY);
        Told told = run.go();
        List<String> helped = hostsOf(helping.get());
        assertThat(helped).isNotEmpty();
        return new Both(told, helped);
    }

    private static List<String> hostsOf(List<RunEvent> events) {
        return events.stream()
                .filter(TaskEnded.class::isInstance)
                .map(event -> ((TaskEnded) event).host())
                .distinct()
                .toList();
    }

    @Test
    void eachHostIsDoneOnceInEveryPlay() throws Exception {
        ARun run = lead("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "sleep 0.4; echo one >> ~/shared.log", undo: rm ~/shared.log, register: done}
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "sleep 0.4; echo {{ done.rc }} >> ~/shared.log", undo: rm ~/shared.log}
                """);
        Both both = together(run);
        Told told = both.told();

        assertThat(told.states().values()).as(told.details()).containsOnly(HostState.UPDATED);
        assertThat(logs()).isEqualTo(everyLog("one\n0"));
        assertThat(both.helped()).isNotEmpty().doesNotContain("pc01");
        assertThat(House.STORE.sharesOf(run.id())).isEmpty();
        assertThat(House.STORE.run(run.id()).orElseThrow().exitCode()).isZero();
    }

    @Test
    void aHostThatFailsIsTakenBackWhereItFailedAndCountsForTheRun() throws Exception {
        ARun run = lead("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "sleep 0.4; echo one >> ~/shared.log", undo: rm ~/shared.log}
                    - {fail: {msg: broken}, when: inventory_hostname is search('06')}
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "echo two >> ~/shared.log", undo: rm ~/shared.log}
                """);
        Both both = together(run);
        Told told = both.told();

        assertThat(both.helped()).contains("pc06");
        assertThat(told.state("pc06")).as(told.details()).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("pc06")).contains("broken");
        assertThat(told.state("pc05")).isEqualTo(HostState.UPDATED);
        assertThat(told.result().exitCode()).isEqualTo(1);
        assertThat(logs()).containsEntry("pc06", "").containsEntry("pc05", "one\ntwo");
        assertThat(House.STORE.run(run.id() + "-undo").orElseThrow().exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsForAllHostsIsHandedBackAndDoneOnce() throws Exception {
        ARun run =
                lead("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - {shell: "sleep 0.4; echo one >> ~/shared.log", undo: rm ~/shared.log}
                            - include_tasks: more.yml
                            - {shell: "echo three >> ~/shared.log", undo: rm ~/shared.log}
                        """).file("more.yml", "- {shell: 'echo once >> {{ work }}/once', undo: 'true', run_once: yes}\n");
        Both both = together(run);
        Told told = both.told();

        assertThat(told.states().values()).as(told.details()).containsOnly(HostState.UPDATED);
        assertThat(Trees.texts(told.work())).containsEntry("once", "once\n");
        assertThat(logs()).isEqualTo(everyLog("one\nthree"));
    }

    @Test
    void whatIsDelegatedToAHostThatWasInOtherHandsIsDone() throws Exception {
        ARun run =
                lead("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - {shell: "sleep 0.4; echo one >> ~/shared.log", undo: rm ~/shared.log}
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - include_tasks: more.yml
                        """).file("more.yml", "- {shell: 'echo for >> ~/shared.log', undo: 'true', delegate_to: pc06}\n");
        Both both = together(run);
        Told told = both.told();

        assertThat(both.helped()).contains("pc06");
        assertThat(told.states().values()).as(told.details()).containsOnly(HostState.UPDATED);
        assertThat(logs()).containsEntry("pc01", "one").containsEntry("pc06", "one" + "\nfor".repeat(6));
    }

    @Test
    void aLimitHeedsWhatFailsElsewhereAtOnce() throws Exception {
        ARun run = lead("""
                - hosts: all
                  gather_facts: no
                  rollout: {rings: [{name: all, size: 100%}], abort: {failed: 1}}
                  tasks:
                    - {fail: {msg: broken}, when: inventory_hostname is search('06')}
                    - {shell: "sleep 1; echo one >> ~/shared.log", undo: "true"}
                    - {shell: "sleep 1; echo two >> ~/shared.log", undo: "true"}
                """);
        Both both = together(run);
        Told told = both.told();

        assertThat(both.helped()).contains("pc06");
        assertThat(told.state("pc06")).as(told.details()).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.states()).containsValue(HostState.WAITING);
        assertThat(told.events()).anyMatch(RunEvent.RolloutAborted.class::isInstance);
    }

    @Test
    void aHelperThatStopsReturnsItsHostsAndTheOtherGoesOn() throws Exception {
        ARun run = lead("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "sleep 0.4; echo one >> ~/shared.log", undo: rm ~/shared.log}
                    - {shell: "echo two >> ~/shared.log", undo: rm ~/shared.log}
                """);
        Future<List<RunEvent>> helping = helper(run, (event, handle) -> {
            if (event instanceof RunEvent.TaskStarted) {
                handle.stop();
            }
        });
        Told told = run.go();

        assertThat(helping.get()).isNotEmpty();
        assertThat(told.states().values()).as(told.details()).containsOnly(HostState.UPDATED);
        assertThat(logs()).isEqualTo(everyLog("one\ntwo"));
    }

    @Test
    void whenTheRunIsStoppedItsHelpersStopAndAResumeGoesOn() throws Exception {
        ARun run = lead("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {shell: "sleep 0.6; echo one >> ~/shared.log", undo: rm ~/shared.log}
                    - {shell: "sleep 0.6; echo two >> ~/shared.log", undo: rm ~/shared.log}
                """);
        CountDownLatch helps = new CountDownLatch(1);
        Future<List<RunEvent>> helping = helper(run, (event, handle) -> {
            if (event instanceof TaskEnded) {
                helps.countDown();
            }
        });
        run.watchedBy((event, handle) -> {
            if (event instanceof TaskEnded ended && ended.status() == TaskStatus.CHANGED) {
                offered.countDown();
                if (helps.getCount() == 0) {
                    handle.stop();
                }
            }
        });
        Told stopped = run.go();
        helping.get();

        assertThat(stopped.states().values()).contains(HostState.PARKED);
        assertThat(House.STORE.hosts(run.id())).noneMatch(host -> host.state() == HostState.RUNNING);
        Told resumed = run.watchedBy(NOBODY).resume();
        assertThat(resumed.states().values()).as(resumed.details()).containsOnly(HostState.UPDATED);
        assertThat(logs()).isEqualTo(everyLog("one\ntwo"));
    }
}
