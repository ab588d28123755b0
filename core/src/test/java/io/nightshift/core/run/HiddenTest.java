package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code no_log} hides and what is known to be secret shows nowhere: not in events, not in the journal's readable words. */
class HiddenTest {
    private static void isNowhere(String secret, Told told) {
        assertThat(told.events()).noneMatch(event -> event.toString().contains(secret));
        for (String host : told.result().hosts().keySet()) {
            assertThat(told.steps(host))
                    .noneMatch(step -> step.change().contains(secret)
                            || String.valueOf(step.message()).contains(secret)
                            || step.task().contains(secret));
            assertThat(House.STORE.hosts(told.result().run()))
                    .noneMatch(record -> String.valueOf(record.detail()).contains(secret));
        }
    }

    @Test
    void noLogHidesResultsItemsMessagesAndTheFailure() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          vars: {key: opensesame}
                          tasks:
                            - command: echo {{ key }}
                              no_log: yes
                            - debug: msg={{ item }}
                              loop: ["{{ key }}", other]
                              no_log: "{{ true }}"
                            - set_fact: kept={{ key }}
                              no_log: yes
                            - command: sh -c 'exit 1' {{ key }}
                              no_log: yes
                              register: r
                              until: r.rc == 0
                              retries: 1
                              delay: 0
                              ignore_errors: yes
                            - copy: content={{ key }} dest={{ work }}/secret
                              no_log: yes
                            - command: sh -c 'echo {{ key }} >&2; exit 1'
                              no_log: yes
                        """).withDiff().go();

        isNowhere("opensesame", told);
        assertThat(told.detail("pc")).contains("no_log");
    }

    @Test
    void knownSecretsAreTakenOutOfEverything() {
        Told told = aRun().on("pc").hiding("opensesame").of("""
                        - hosts: all
                          gather_facts: no
                          vars: {key: opensesame}
                          tasks:
                            - name: say {{ key }}
                              debug: msg="it is {{ key }}"
                            - command: echo {{ key }}
                            - debug: var=key
                            - debug: msg="{{ item }}"
                              loop: ["{{ key }}"]
                            - fail: msg="{{ key }} is bad"
                        """).go();

        isNowhere("opensesame", told);
        assertThat(told.said("pc")).first().isEqualTo("it is ********");
    }
}
