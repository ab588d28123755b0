package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.plan.Digests;
import io.nightshift.core.plan.HostPlan;
import io.nightshift.core.plan.PlanGuard;
import io.nightshift.core.plan.PlanRecorder;
import io.nightshift.core.plan.PlanText;
import io.nightshift.core.plan.PlannedStep;
import io.nightshift.core.plan.PlannedStep.Kind;
import io.nightshift.core.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A run that is held to a plan does what the plan says, and nothing where the plan no longer holds. */
class PlannedRunTest {
    private static final String THREE_STEPS = """
            - hosts: all
              gather_facts: no
              tasks:
                - name: folder
                  file: path={{ work }}/{{ inventory_hostname }} state=directory
                - name: motd
                  copy: content=new dest={{ work }}/{{ inventory_hostname }}/motd
                - name: gone
                  file: path={{ work }}/old-{{ inventory_hostname }} state=absent
                - name: say
                  command: touch {{ work }}/said-{{ inventory_hostname }}
            """;

    private final Digests digests = Digests.fresh(new Random(5));

    @Test
    void whatIsPlannedIsDone() throws Exception {
        ARun run = aRun().on("one", "two").of(THREE_STEPS);
        Files.writeString(run.work().resolve("old-two"), "old");
        RunPlan plan = plan(run);

        HostPlan one = plan.hosts().get("one");
        assertThat(one.steps()).extracting(PlannedStep::task).containsExactly("folder", "motd", "say");
        assertThat(one.steps()).extracting(PlannedStep::kind).containsOnly(Kind.PREDICTED);
        assertThat(one.notUndoable()).extracting(PlannedStep::task).containsExactly("say");
        assertThat(plan.hosts().get("two").steps())
                .extracting(PlannedStep::task)
                .contains("gone");
        assertThat(Trees.texts(run.work())).containsOnlyKeys("old-two");

        Told told = applied(run, plan);
        assertThat(told.states()).containsEntry("one", HostState.UPDATED).containsEntry("two", HostState.UPDATED);
        assertThat(Trees.texts(run.work()))
                .containsKeys("one/motd", "two/motd", "said-one")
                .doesNotContainKey("old-two");
    }

    @Test
    void aHostThatHasChangedSinceIsRefusedByNameAndTheOthersGoOn() throws Exception {
        ARun run = aRun().on("one", "two").of(THREE_STEPS);
        Files.writeString(run.work().resolve("old-two"), "old");
        Files.createDirectories(run.work().resolve("two"));
        Files.writeString(run.work().resolve("two/motd"), "theirs");
        RunPlan plan = plan(run);
        Files.writeString(run.work().resolve("two/motd"), "other");

        Told told = applied(run, plan);
        assertThat(told.state("one")).isEqualTo(HostState.UPDATED);
        assertThat(told.state("two")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("two"))
                .contains("refused: changed since the plan: " + run.work().resolve("two/motd"))
                .contains("nothing had been changed");
        assertThat(told.steps("two")).isEmpty();
        assertThat(Files.readString(run.work().resolve("two/motd"))).isEqualTo("other");
        assertThat(run.work().resolve("old-two")).exists();
    }

    @Test
    void aStepThatIsNotInThePlanStopsTheHostAndItGoesBack() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: first
                      copy: content=x dest={{ work }}/first
                    - block:
                        - name: second
                          copy: content="{{ lookup('env', 'NOT_SET') }}{{ lookup('file', work + '/said') }}" dest={{ work }}/second
                      rescue:
                        - name: never
                          copy: content=x dest={{ work }}/never
                """);
        Path said = run.work().resolve("said");
        Files.writeString(said, "one thing");
        RunPlan plan = plan(run);
        Files.writeString(said, "another thing");

        Told told = applied(run, plan);
        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("pc")).contains("not in the plan").contains("second");
        assertThat(Trees.texts(run.work())).containsOnlyKeys("said");
    }

    @Test
    void whatIsKnownAfterApplyIsMarkedAndPlannedLive() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: ask
                      command: echo hello
                      register: asked
                      changed_when: false
                    - name: fact
                      set_fact: said="{{ asked.stdout }}"
                    - name: use
                      copy: content="{{ said }}" dest={{ work }}/out
                    - name: file by file
                      copy: content=x dest={{ work }}/{{ item }}
                      loop: "{{ asked.stdout_lines }}"
                    - name: only for real
                      copy: content=y dest={{ work }}/real
                      when: not ansible_check_mode
                    - block:
                        - name: fails
                          command: "false"
                      rescue:
                        - name: rescued
                          copy: content=z dest={{ work }}/rescued
                """);
        RunPlan plan = plan(run);

        assertThat(plan.hosts().get("pc").steps())
                .filteredOn(step -> step.kind() == Kind.KNOWN_AFTER_APPLY)
                .extracting(PlannedStep::task)
                .containsExactly("use", "file by file", "only for real");
        assertThat(plan.hosts().get("pc").steps())
                .filteredOn(step -> step.kind() == Kind.IF_ANOTHER_FAILS)
                .hasSize(1);

        Told told = applied(run, plan);
        assertThat(told.state("pc")).as(told.details()).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(run.work())).containsOnlyKeys("out", "hello", "real", "rescued");
    }

    @Test
    void aHostOfWhichThePlanKnowsNothingIsLeftAlone() throws Exception {
        ARun run = aRun().on("one").of(THREE_STEPS);
        RunPlan plan = plan(run);
        run.inventory("[more]\ntwo\n");

        Told told = applied(run, plan);
        assertThat(told.detail("two")).contains("the plan does not have this host");
        assertThat(told.state("one")).isEqualTo(HostState.UPDATED);
    }

    @Test
    void whatAPackageMayBringIsKnownAfterApplyAndNoFailure() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: makes the file
                      command: touch {{ work }}/settings
                      args:
                        creates: "{{ work }}/settings"
                    - name: line in it
                      lineinfile: path={{ work }}/settings line=a
                    - name: temporary
                      tempfile: path={{ work }}
                """);
        RunPlan plan = plan(run);

        assertThat(plan.hosts().get("pc").steps())
                .filteredOn(step -> step.kind() == Kind.KNOWN_AFTER_APPLY)
                .extracting(PlannedStep::task)
                .containsExactly("line in it", "temporary");
        Told told = applied(run, plan);
        assertThat(told.state("pc")).as(told.details()).isEqualTo(HostState.UPDATED);
        assertThat(Files.readString(run.work().resolve("settings"))).isEqualTo("a\n");
    }

    @Test
    void healthTasksAreInThePlanAndMadeAfterwards() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  rollout:
                    rings:
                      - {name: all, size: 100%}
                    health:
                      - name: is it there
                        command: test -e {{ work }}/x
                  tasks:
                    - name: x
                      copy: content=x dest={{ work }}/x
                """);
        RunPlan plan = plan(run);

        assertThat(plan.hosts().get("pc").steps())
                .extracting(PlannedStep::kind)
                .containsExactly(Kind.PREDICTED, Kind.AFTERWARDS);
        Told told = applied(run, plan);
        assertThat(told.state("pc")).as(told.details()).isEqualTo(HostState.UPDATED);
    }

    @Test
    void anAppliedPlanThatWasInterruptedGoesOnWhereItStood() throws Exception {
        ARun run = aRun().on("pc").of("""
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: first
                      copy: content=1 dest={{ work }}/first
                    - name: second
                      copy: content=2 dest={{ work }}/second
                """);
        RunPlan plan = plan(run);
        run.watchedBy((event, handle) -> {
            if (event instanceof RunEvent.TaskEnded ended && ended.task().equals("first")) {
                handle.stop();
            }
        });
        assertThat(applied(run, plan).state("pc")).isEqualTo(HostState.PARKED);
        assertThat(Trees.texts(run.work())).containsOnlyKeys("first");

        Told told = run.watchedBy((event, handle) -> {}).resume();
        assertThat(told.state("pc")).as(told.details()).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(run.work())).containsOnlyKeys("first", "second");
    }

    private RunPlan plan(ARun run) throws IOException, PlanText.Unreadable {
        PlanRecorder recorder = new PlanRecorder(digests, text -> text);
        Told told = run.inCheckMode(true).under(recorder).go();
        RunPlan plan = new RunPlan(
                told.result().run(),
                Instant.EPOCH,
                "tester",
                "test",
                "site.yml",
                List.of(),
                Map.of(),
                recorder.groups(List.copyOf(told.states().keySet()), Map.of()),
                Map.of());
        String text = PlanText.of(plan, digests);
        assertThat(PlanText.isGenuine(text, digests)).isTrue();
        RunPlan read = PlanText.read(text);
        assertThat(read).isEqualTo(plan);
        return read;
    }

    private Told applied(ARun run, RunPlan plan) {
        return run.inCheckMode(false).under(new PlanGuard(plan, digests)).go();
    }
}
