package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskStatus;
import org.junit.jupiter.api.Test;

/** A check run says what would be done, does nothing, and never trips over what only a real run can know. */
class CheckModeTest {
    @Test
    void whatRestsOnACommandIsKnownAfterApply() {
        Told told = aRun().on("pc").inCheckMode().of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - name: ask
                              command: cat /etc/hostname
                              register: asked
                              changed_when: false
                            - name: use
                              copy: content="{{ asked.stdout }}" dest={{ work }}/out
                            - name: condition
                              debug: msg=maybe
                              when: asked.stdout == "x"
                            - name: loop
                              debug: msg={{ item }}
                              loop: "{{ asked.stdout_lines }}"
                            - name: sure
                              copy: content=y dest={{ work }}/sure
                        """).go();

        assertThat(told.statuses("pc", "use")).containsExactly(TaskStatus.KNOWN_AFTER_APPLY);
        assertThat(told.statuses("pc", "condition")).containsExactly(TaskStatus.KNOWN_AFTER_APPLY);
        assertThat(told.statuses("pc", "loop")).containsExactly(TaskStatus.KNOWN_AFTER_APPLY);
        assertThat(told.statuses("pc", "sure")).containsExactly(TaskStatus.CHANGED);
        assertThat(told.state("pc")).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(told.work())).isEmpty();
        assertThat(told.steps("pc")).isEmpty();
    }

    @Test
    void aChangeThatWouldBeMadeIsSeenByLaterTasks() {
        Told told = aRun().on("pc").inCheckMode().of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - name: folder
                              file: path={{ work }}/a state=directory
                            - name: file in it
                              copy: content=x dest={{ work }}/a/b
                            - name: same again
                              copy: content=x dest={{ work }}/a/b
                            - name: gone
                              file: path={{ work }}/a/b state=absent
                            - name: gone already
                              file: path={{ work }}/a/b state=absent
                        """).go();

        assertThat(told.statuses("pc", "file in it")).containsExactly(TaskStatus.CHANGED);
        assertThat(told.statuses("pc", "same again")).containsExactly(TaskStatus.OK);
        assertThat(told.statuses("pc", "gone")).containsExactly(TaskStatus.CHANGED);
        assertThat(told.statuses("pc", "gone already")).containsExactly(TaskStatus.OK);
        assertThat(Trees.texts(told.work())).isEmpty();
    }

    @Test
    void checkModeNoReallyRuns() {
        Told told = aRun().on("pc").inCheckMode().of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - command: echo really
                              check_mode: no
                              changed_when: false
                              register: said
                            - debug: msg="{{ said.stdout }}"
                        """).go();

        assertThat(told.said("pc")).containsExactly("really");
        assertThat(told.steps("pc")).hasSize(1);
    }

    @Test
    void checkModeYesNeverRuns() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - name: only shown
                              copy: content=x dest={{ work }}/x
                              check_mode: yes
                        """).go();

        assertThat(told.statuses("pc", "only shown")).containsExactly(TaskStatus.CHANGED);
        assertThat(Trees.texts(told.work())).isEmpty();
        assertThat(told.state("pc")).isEqualTo(HostState.UNCHANGED);
    }

    @Test
    void diffShowsLinesBeforeAndAfter() {
        Told told = aRun().on("pc").inCheckMode().withDiff().of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - name: write
                              copy: content="new line\\n" dest={{ work }}/x
                        """).go();

        assertThat(told.task("pc", "write").diff()).anyMatch(line -> line.equals("+new line"));
    }
}
