package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskEnded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hosts that wait for one another always come on, however few places there are and whoever fails on the way. */
class TogetherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static String[] hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "h" + n).toArray(String[]::new);
    }

    private static Told together(int hosts, int forks, String playbook) {
        return assertTimeoutPreemptively(
                PATIENCE,
                () -> aRun().on(hosts(hosts)).forks(forks).of(playbook).go());
    }

    @Test
    void moreHostsThanPlacesPassManyBarriers() {
        Told told = together(12, 2, """
                - hosts: all
                  gather_facts: no
                  strategy: linear
                  tasks:
                    - set_fact: a={{ inventory_hostname }}
                    - debug: msg="{{ hostvars['h12'].a }}"
                    - set_fact: b=1
                      run_once: yes
                    - debug: msg="{{ b }}"
                """);

        for (String host : hosts(12)) {
            assertThat(told.said(host)).containsExactly("h12", "1");
        }
    }

    @Test
    void hostsThatGoDifferentWaysMeetAgain() {
        Told told = together(6, 1, """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - block:
                        - debug: msg="{{ groups.all | length }}"
                        - fail: msg=x
                          when: inventory_hostname in ['h2', 'h4']
                        - debug: msg="{{ groups.all | length }}"
                      rescue:
                        - debug: msg="{{ groups.all | length }}"
                      always:
                        - debug: msg="{{ groups.all | length }}"
                    - meta: flush_handlers
                      when: inventory_hostname in ['h1', 'h2']
                    - set_fact: last={{ inventory_hostname }}
                    - debug: msg="{{ hostvars.values() | map(attribute='last') | join(' ') }}"
                """);

        assertThat(told.said("h3")).last().isEqualTo("h1 h2 h3 h4 h5 h6");
    }

    @Test
    void aHostThatFailsHoldsUpNobody() {
        Told told = together(5, 5, """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - fail: msg=x
                      when: inventory_hostname == 'h1'
                    - debug: msg="{{ ansible_play_hosts | join(' ') }}"
                """);

        assertThat(told.state("h1")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.said("h5")).containsExactly("h2 h3 h4 h5");
    }

    @Test
    void aTaskForAllThatFailsStopsAll() {
        Told told = together(3, 3, """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - fail: msg="for all"
                      run_once: yes
                    - debug: msg="not reached"
                """);

        assertThat(told.result().hosts().values()).containsOnly(HostState.ROLLED_BACK);
        assertThat(told.said("h2")).isEmpty();
        assertThat(told.detail("h3")).contains("for all");
    }

    @Test
    void handlersThatRunOnceRunOnceAtEachFlush() {
        Told told = together(3, 1, """
                - hosts: all
                  gather_facts: no
                  vars: {round: 1}
                  tasks:
                    - debug: msg=a
                      changed_when: yes
                      notify: once
                    - meta: flush_handlers
                    - set_fact: round=2
                    - debug: msg=b
                      changed_when: yes
                      notify: once
                  handlers:
                    - name: once
                      debug: msg="round {{ round }}"
                      run_once: yes
                """);

        List<String> rounds = told.events().stream()
                .filter(TaskEnded.class::isInstance)
                .map(TaskEnded.class::cast)
                .filter(task -> task.task().equals("once"))
                .map(task -> String.valueOf(task.message()))
                .toList();
        assertThat(rounds).containsExactly("round 1", "round 2");
    }

    @Test
    void aFatalErrorThatIsRescuedIsForgotten() {
        Told told = together(3, 2, """
                - hosts: all
                  gather_facts: no
                  any_errors_fatal: yes
                  tasks:
                    - block:
                        - fail: msg=x
                          when: inventory_hostname == 'h2'
                      rescue:
                        - debug: msg=rescued
                    - debug: msg=on
                """);

        for (String host : hosts(3)) {
            assertThat(told.said(host)).containsExactly("rescued", "on");
            assertThat(told.state(host)).isEqualTo(HostState.UNCHANGED);
        }
    }

    @Test
    void throttleLetsOnlySoManyIn() {
        AtomicInteger most = new AtomicInteger();
        Set<String> inside = ConcurrentHashMap.newKeySet();
        Told told = assertTimeoutPreemptively(
                PATIENCE,
                () -> aRun().on(hosts(6))
                        .forks(2)
                        .of("""
                                - hosts: all
                                  gather_facts: no
                                  tasks:
                                    - name: narrow
                                      command: sleep 0.05
                                      throttle: 1
                                """)
                        .watchedBy((event, handle) -> {
                            if (event instanceof RunEvent.TaskStarted started) {
                                inside.add(started.host());
                                most.accumulateAndGet(inside.size(), Math::max);
                            }
                            if (event instanceof TaskEnded ended) {
                                inside.remove(ended.host());
                            }
                        })
                        .go());

        assertThat(told.result().hosts().values()).containsOnly(HostState.UPDATED);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void ringsFollowOneAnotherAndABadOneStopsTheRest() {
        Told told = together(6, 6, """
                - hosts: all
                  gather_facts: no
                  serial: [1, 2, 3]
                  max_fail_percentage: 40
                  tasks:
                    - fail: msg=x
                      when: inventory_hostname == 'h3'
                """);

        assertThat(told.state("h1")).isEqualTo(HostState.UNCHANGED);
        assertThat(told.state("h3")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.state("h4")).isEqualTo(HostState.WAITING);
        assertThat(told.warnings()).anyMatch(text -> text.contains("50 % of this ring failed"));
    }
}
