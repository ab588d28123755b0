package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StepRecord;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that was killed goes on where it stood: killed at every write of its journal, each step is made exactly once, and what was
 * decided stays decided. {@code -Dresume.every=1} tries every write; else every eleventh.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumeFaultTest {
    private static final int EVERY = Integer.getInteger("resume.every", 11);
    private static final int MOST_WRITES = 140;

    private static final String EVERYTHING = """
            - hosts: all
              gather_facts: no
              vars: {log: "{{ work }}/log-{{ inventory_hostname }}"}
              tasks:
                - set_fact: {chosen: "{{ 1000000 | random }}"}
                - shell: echo first {{ chosen }} >> {{ log }}
                  undo: "true"
                - copy: {content: "{{ chosen }}", dest: "{{ work }}/file-{{ inventory_hostname }}"}
                  notify: told
                - shell: echo item {{ item }} >> {{ log }}; echo out-{{ item }}
                  undo: "true"
                  loop: [a, b, c]
                  register: items
                - shell: echo once >> {{ work }}/once; echo by-{{ inventory_hostname }}
                  undo: "true"
                  run_once: true
                  register: only
                - include_tasks: more.yml
                  loop: [x, y]
                  loop_control: {loop_var: outer}
                - block:
                    - shell: echo breaks >> {{ log }}; exit 3
                      undo: "true"
                  rescue:
                    - shell: echo rescued {{ ansible_failed_result.rc }} >> {{ log }}
                      undo: "true"
                - shell: echo try >> {{ log }}; grep -c try {{ log }}
                  undo: "true"
                  register: tried
                  until: tried.stdout == '2'
                  delay: 0
                - shell: echo last {{ chosen }} {{ items.results | map(attribute='stdout') | join('+') }} {{ only.stdout }} >> {{ log }}
                  undo: "true"
              handlers:
                - name: told
                  shell: echo handled >> {{ log }}
                  undo: "true"
            """;
    private static final String MORE = """
            - shell: echo included {{ outer }} >> {{ log }}
              undo: "true"
            - set_fact: {"seen_{{ outer }}": yes}
            - shell: echo has {{ seen_x is defined }} >> {{ log }}
              undo: "true"
            """;

    static Stream<Integer> writes() {
        return Stream.iterate(1, at -> at <= MOST_WRITES, at -> at + EVERY);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyStepIsMadeOnceWhereverTheControllerDied(int write) throws Exception {
        ARun run = aRun().on("one", "two").file("more.yml", MORE).of(EVERYTHING);

        Told told = killedAt(write, run);

        assertThat(told.states())
                .as(told.details())
                .containsOnly(Map.entry("one", HostState.UPDATED), Map.entry("two", HostState.UPDATED));
        assertThat(Files.readAllLines(run.work().resolve("once"))).containsExactly("once");
        for (String host : List.of("one", "two")) {
            List<String> log = Files.readAllLines(run.work().resolve("log-" + host));
            String chosen = Files.readString(run.work().resolve("file-" + host));
            assertThat(log)
                    .containsExactly(
                            "first " + chosen,
                            "item a",
                            "item b",
                            "item c",
                            "included x",
                            "has True",
                            "included y",
                            "has True",
                            "breaks",
                            "rescued 3",
                            "try",
                            "try",
                            "last " + chosen + " out-a+out-b+out-c by-one",
                            "handled");
        }
    }

    private static final String FAILS = """
            - hosts: all
              gather_facts: no
              tasks:
                - copy: content=one dest={{ work }}/one
                - shell: echo made >> {{ work }}/log
                  undo: echo unmade >> {{ work }}/log
                - copy: content=two dest={{ work }}/two
                  notify: reload
                - meta: flush_handlers
                - copy: content=three dest={{ work }}/three
                - fail: msg=broken
              handlers:
                - name: reload
                  shell: echo reload >> {{ work }}/log
                  undo: again
            """;

    @ParameterizedTest
    @MethodSource("writes")
    void aRollbackThatWasKilledGoesOnAndSkipsNothing(int write) throws Exception {
        if (write > 60) {
            return;
        }
        ARun run = aRun().on("pc").of(FAILS);

        Told told = killedAt(write, run);

        assertThat(told.states()).as(told.details()).containsOnly(Map.entry("pc", HostState.ROLLED_BACK));
        assertThat(Trees.texts(run.work())).containsOnlyKeys("log");
        assertThat(Files.readAllLines(run.work().resolve("log"))).containsExactly("made", "reload", "unmade", "reload");
        assertThat(told.steps("pc"))
                .filteredOn(step -> step.undoKind() == StepRecord.UndoKind.RECORDED)
                .allMatch(
                        step -> step.state() == StepRecord.State.UNDONE || step.state() == StepRecord.State.NOT_BEGUN);
    }

    /** Runs into the kill, and goes on with a store that lives. */
    private static Told killedAt(int write, ARun run) {
        try {
            return run.journalledIn(DyingStore.at(write, House.STORE)).go();
        } catch (DyingStore.Killed killed) {
            run.journalledIn(House.STORE);
            return House.STORE.run(run.id()).isEmpty() ? run.go() : run.resume();
        }
    }

    @Test
    void aHostThatStoppedGoesOnWithTheTaskItStoppedBefore() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - shell: echo one >> {{ work }}/log
                    - shell: echo two >> {{ work }}/log
                    - shell: echo three >> {{ work }}/log
                """).watchedBy((event, handle) -> {
            if (event instanceof RunEvent.TaskEnded) {
                handle.stop();
            }
        });
        Told stopped = run.go();
        assertThat(stopped.state("pc")).isEqualTo(HostState.PARKED);

        Told told = run.watchedBy((event, handle) -> {}).resume();

        assertThat(told.state("pc")).isEqualTo(HostState.UPDATED);
        assertThat(Files.readAllLines(run.work().resolve("log"))).containsExactly("one", "two", "three");
        assertThat(told.events())
                .filteredOn(RunEvent.TaskEnded.class::isInstance)
                .hasSize(2);
    }

    @Test
    void adoptedTextsAreRefusedWhereTheyPutAnotherTaskInThePlaceOfOneThatWasDone() throws Exception {
        String before = """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - {name: first, shell: "echo first >> {{ work }}/log", undo: "true"}
                    - {name: second, shell: "echo second >> {{ work }}/log", undo: "true"}
                    - {name: third, shell: "echo third >> {{ work }}/log", undo: "true"}
                """;
        ARun run = aRun().on("pc").of(before).watchedBy((event, handle) -> {
            if (event instanceof RunEvent.TaskEnded ended && ended.task().equals("second")) {
                handle.stop();
            }
        });
        assertThat(run.go().state("pc")).isEqualTo(HostState.PARKED);

        String between =
                before.replace("    - {name: second", "    - {name: new, debug: {msg: x}}\n    - {name: second");
        Told refused = run.of(between).watchedBy((event, handle) -> {}).resume();
        assertThat(refused.state("pc")).isEqualTo(HostState.PARKED);
        assertThat(refused.detail("pc"))
                .contains("`new`")
                .contains("`shell second`")
                .contains("--adopt");
        assertThat(run.work().resolve("log")).hasContent("first\nsecond\n");

        Told adopted = run.of(before.replace("echo third", "echo changed") + "    - {name: new, debug: {msg: x}}\n")
                .resume();
        assertThat(adopted.state("pc")).isEqualTo(HostState.UPDATED);
        assertThat(run.work().resolve("log")).hasContent("first\nsecond\nchanged\n");
    }
}
