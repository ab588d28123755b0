package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskEnded;
import org.junit.jupiter.api.Test;

/** Stopping lets steps in flight end, parks every host, and leaves the run open to be continued. */
class StoppingTest {
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: no
              serial: [2, 2]
              tasks:
                - name: first
                  copy: content=x dest={{ work }}/{{ inventory_hostname }}
                - name: second
                  copy: content=y dest={{ work }}/{{ inventory_hostname }}
            - hosts: all
              gather_facts: no
              tasks:
                - debug: msg=never
            """;

    @Test
    void hostsParkAfterTheStepInFlight() {
        Told told = aRun().on("a", "b", "c")
                .of(PLAYBOOK)
                .watchedBy((event, handle) -> {
                    if (event instanceof TaskEnded ended && ended.host().equals("a")) {
                        handle.stop();
                    }
                })
                .go();

        assertThat(told.state("a")).isEqualTo(HostState.PARKED);
        assertThat(told.state("c")).isEqualTo(HostState.WAITING);
        assertThat(told.result().exitCode()).isEqualTo(130);
        assertThat(told.steps("a")).hasSize(1);
        assertThat(House.STORE.openRuns())
                .anyMatch(run -> run.id().equals(told.result().run()));
    }
}
