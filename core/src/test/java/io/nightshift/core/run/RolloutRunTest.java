package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.run.RunEvent.TaskEnded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rings, their gates, and what ends a rollout. */
class RolloutRunTest {
    private static final String[] HOSTS = {"a", "b", "c", "d", "e", "f"};

    /** %s is what else the rollout says. */
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: no
              rollout:
                rings:
                  - {name: canary, hosts: "b"}
                  - {name: pilot, size: 50%%, soak: 1s}
                  - {name: broad, size: 100%%}
                health:
                  - name: healthy
                    command: test ! -e {{ work }}/sick-{{ inventory_hostname }}
                    changed_when: no
                %s
              tasks:
                - name: change
                  copy: content=new dest={{ work }}/{{ inventory_hostname }}
                - name: then
                  command: test ! -e {{ work }}/broken-{{ inventory_hostname }}
                  changed_when: no
            """;

    private final ARun run = aRun();

    private ARun rollout(String more) {
        return run.on(HOSTS).of(PLAYBOOK.formatted(more));
    }

    @Test
    void ringsFollowOneAnotherAndHealthIsLookedAtAgainAfterTheSoak() {
        Told told = rollout("width: 2").go();

        assertThat(told.states()).allSatisfy((host, state) -> assertThat(state).isEqualTo(HostState.UPDATED));
        assertThat(told.events().stream()
                        .filter(RunEvent.RingStarted.class::isInstance)
                        .map(RunEvent.RingStarted.class::cast)
                        .map(ring -> ring.ring() + ring.hosts()))
                .containsExactly("canary[b]", "pilot[a, c]", "broad[d, e, f]");
        assertThat(told.statuses("b", "healthy")).hasSize(1);
        assertThat(told.statuses("a", "healthy")).as("soaked").hasSize(2);
        assertThat(told.steps("a")).extracting(step -> step.id().path()).doesNotHaveDuplicates();
    }

    @Test
    void aRingThatTurnsUnhealthyAfterItsSoakTakesBackAllBeforeIt() {
        Told told = rollout("abort: {unhealthy: 2}\n    on_abort: undo_all")
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.RingSoaking) {
                        make("sick-a");
                        make("sick-c");
                    }
                })
                .go();

        assertThat(told.state("b")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("b")).contains("2 of 3 hosts are unhealthy, and the limit is 2");
        assertThat(told.state("a")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("a")).startsWith("unhealthy: ");
        assertThat(told.state("d")).isEqualTo(HostState.WAITING);
        assertThat(told.detail("d")).contains("the rollout was ended: 2 of 3");
        assertThat(files()).containsExactly("sick-a", "sick-c");
        assertThat(told.result().exitCode()).isEqualTo(1);
    }

    @Test
    void whatFailsTooOftenStopsTheRolloutAndChangedHostsKeepWhatTheyHave() {
        make("broken-a");
        make("broken-c");
        Told told = rollout("abort: {failed: 40%}").go();

        assertThat(told.state("b")).isEqualTo(HostState.UPDATED);
        assertThat(told.state("a")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("e")).isEqualTo(HostState.WAITING);
        assertThat(files()).containsExactly("b", "broken-a", "broken-c");
    }

    @Test
    void anUnhealthyHostGoesBackByItselfAndTheOthersGoOn() {
        make("sick-d");
        Told told = rollout("abort: {unhealthy: 2}").go();

        assertThat(told.state("d")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("e")).isEqualTo(HostState.UPDATED);
        assertThat(files()).containsExactly("a", "b", "c", "e", "f", "sick-d");
    }

    @Test
    void nothingFollowsARingBeforeSomeoneHasApproved() {
        String playbook = PLAYBOOK.formatted("width: 2").replace("hosts: \"b\"}", "hosts: \"b\", approve: desk}");
        Told told = run.on(HOSTS)
                .of(playbook)
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.ApprovalWanted wanted) {
                        assertThat(files()).containsExactly("b");
                        say(RunControl.Kind.APPROVE, RunControl.ringOf("p1", wanted.ring()));
                    }
                })
                .go();

        assertThat(told.state("f")).isEqualTo(HostState.UPDATED);
        assertThat(told.events()).contains(new RunEvent.RolloutNote("anna approved what follows ring canary"));
    }

    @Test
    void anApprovalIsForTheRingOfOnePlay() {
        String play = PLAYBOOK.formatted("width: 2").replace("hosts: \"b\"}", "hosts: \"b\", approve: desk}");
        List<String> asked = new ArrayList<>();
        run.on(HOSTS)
                .of(play + play)
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.ApprovalWanted wanted) {
                        asked.add(wanted.ring());
                        say(RunControl.Kind.APPROVE, RunControl.ringOf("p" + asked.size(), wanted.ring()));
                    }
                })
                .go();

        assertThat(asked).containsExactly("canary", "canary");
    }

    @Test
    void aPersonEndsARolloutAndItsHostsGoBack() {
        Told told = rollout("width: 2")
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.RingSoaking) {
                        say(RunControl.Kind.ABORT_UNDO_RING, null);
                    }
                })
                .go();

        assertThat(told.state("b")).isEqualTo(HostState.UPDATED);
        assertThat(told.state("a")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("a")).contains("the rollout was ended: anna ended it: as tested");
        assertThat(told.state("d")).isEqualTo(HostState.WAITING);
        assertThat(files()).containsExactly("b");
    }

    @Test
    void aPausedRolloutLetsNobodyBeginUntilItGoesOn() {
        Told told = rollout("width: 2")
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.RingSoaking) {
                        say(RunControl.Kind.PAUSE, null);
                    } else if (event instanceof RunEvent.Warning warning
                            && warning.text().contains("paused")) {
                        assertThat(files()).containsExactly("a", "b", "c");
                        say(RunControl.Kind.RESUME, null);
                    }
                })
                .go();

        assertThat(told.warnings()).anyMatch(text -> text.startsWith("anna paused the rollout (as tested)"));
        assertThat(told.state("f")).isEqualTo(HostState.UPDATED);
    }

    @Test
    void aRolloutStoppedInItsSoakGoesOnWhereItStood() {
        Told stopped = rollout("width: 2")
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.RingSoaking) {
                        handle.stop();
                    }
                })
                .go();
        assertThat(stopped.result().exitCode()).isEqualTo(130);
        assertThat(stopped.state("a")).isEqualTo(HostState.UPDATED);
        assertThat(stopped.state("f")).isEqualTo(HostState.WAITING);

        Told told = run.watchedBy((event, handle) -> {}).resume();

        assertThat(told.states()).allSatisfy((host, state) -> assertThat(state).isEqualTo(HostState.UPDATED));
        assertThat(told.statuses("a", "change")).as("not done again").isEmpty();
        assertThat(told.statuses("a", "healthy")).as("only after the soak").hasSize(1);
    }

    @Test
    void anEndIsCarriedOutEvenIfTheRunWasInterruptedMeanwhile() {
        rollout("abort: {unhealthy: 1}\n    on_abort: undo_all")
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.RingSoaking) {
                        make("sick-a");
                    } else if (event instanceof RunEvent.RolloutAborted) {
                        handle.stop();
                    }
                })
                .go();

        Told told = run.watchedBy((event, handle) -> {}).resume();

        assertThat(told.state("a")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("b")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("c")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("d")).isEqualTo(HostState.WAITING);
        assertThat(files()).containsExactly("sick-a");
    }

    @Test
    void healthIsNotLookedAtWhereNothingIsChanged() {
        assertThat(rollout("width: 2").inCheckMode().go().events())
                .filteredOn(TaskEnded.class::isInstance)
                .noneMatch(event -> ((TaskEnded) event).task().equals("healthy"));
    }

    private void say(RunControl.Kind kind, String ring) {
        House.STORE.control(run.id(), new RunControl(kind, ring, "anna", Instant.now(), "as tested"));
    }

    private void make(String name) {
        try {
            Files.writeString(run.work().resolve(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try (var files = Files.list(run.work())) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
