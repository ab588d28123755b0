package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StepRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a host that fails: it goes back, exactly, or says why it did not. */
class RollbackRunTest {
    private static final String THREE_CHANGES = """
            - hosts: all
              gather_facts: no
              tasks:
                - copy: content=one dest={{ work }}/one
                - file: path={{ work }}/folder state=directory
                - copy: content=two dest={{ work }}/folder/two
                - copy: content=changed dest={{ work }}/kept
            """;

    @Test
    void aFailedHostGoesBackNewestChangeFirst() throws Exception {
        ARun run = aRun().on("pc").of(THREE_CHANGES + "    - fail: msg=broken\n");
        Files.writeString(run.work().resolve("kept"), "before");

        Told told = run.go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("pc")).contains("broken").contains("4 step(s) undone");
        assertThat(Trees.texts(told.work())).containsOnlyKeys("kept").containsValue("before");
        assertThat(told.result().exitCode()).isEqualTo(1);
        List<String> made = told.steps("pc").stream().map(step -> step.change()).toList();
        assertThat(told.undone("pc")).containsExactlyElementsOf(reversed(made));
        assertThat(told.steps("pc")).allMatch(step -> step.state() == State.UNDONE);
    }

    @Test
    void aHostThatHadNothingDoneHasNothingToGoBackFrom() {
        Told told = aRun().on("pc")
                .of("- hosts: all\n  gather_facts: no\n  tasks:\n    - fail: msg=early\n")
                .go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("pc")).contains("nothing had been changed");
    }

    @Test
    void keepLeavesEverythingAsItIs() {
        Told told = aRun().on("pc")
                .of(THREE_CHANGES.replace("  tasks:", "  on_failure: keep\n  tasks:") + "    - fail: msg=broken\n")
                .go();

        assertThat(told.state("pc")).isEqualTo(HostState.FAILED_KEPT);
        assertThat(Trees.texts(told.work())).containsOnlyKeys("one", "folder/two", "kept");
    }

    @Test
    void aCommandWithoutUndoKeepsTheHostAndSaysHowToUndoTheRest() {
        Told told = aRun().on("pc")
                .of(THREE_CHANGES + "    - command: echo hello\n    - fail: msg=broken\n")
                .go();

        assertThat(told.state("pc")).isEqualTo(HostState.FAILED_KEPT);
        assertThat(told.detail("pc"))
                .contains("has no way back")
                .contains("nightshift rollback " + told.result().run());
        assertThat(Trees.texts(told.work())).containsOnlyKeys("one", "folder/two", "kept");
    }

    @Test
    void undoPartialTakesBackWhatItCanAndNamesTheRest() {
        Told told = aRun().on("pc")
                .of(THREE_CHANGES.replace("  tasks:", "  on_failure: undo_partial\n  tasks:")
                        + "    - command: echo hello\n    - fail: msg=broken\n")
                .go();

        assertThat(told.state("pc")).isEqualTo(HostState.PARTLY_ROLLED_BACK);
        assertThat(told.detail("pc")).contains("left as it is").contains("echo hello");
        assertThat(Trees.texts(told.work())).isEmpty();
    }

    @Test
    void aCommandThatNeverChangesAnythingDoesNotStandInTheWay() {
        Told told = aRun().on("pc")
                .of(THREE_CHANGES + "    - command: echo hello\n      changed_when: false\n    - fail: msg=broken\n")
                .go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
    }

    @Test
    void theUndoThatAPlaybookGivesIsRun() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - command: touch {{ work }}/flag
                              undo: rm {{ work }}/flag && touch {{ work }}/undone
                            - fail: msg=broken
                        """).go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(Trees.texts(told.work())).containsOnlyKeys("undone");
    }

    @Test
    void anUndoThatFailsIsSaidAndNothingAfterItIsTouched() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - copy: content=x dest={{ work }}/first
                            - command: touch {{ work }}/flag
                              undo: exit 7
                            - copy: content=x dest={{ work }}/last
                            - fail: msg=broken
                        """).go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLBACK_FAILED);
        assertThat(told.result().exitCode()).isEqualTo(4);
        assertThat(Trees.texts(told.work())).containsOnlyKeys("first", "flag");
    }

    @Test
    void handlersWithUndoAgainRunOnceMoreAfterTheRest() throws Exception {
        ARun run = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - copy: content=new dest={{ work }}/config
                              notify: reload
                            - meta: flush_handlers
                            - fail: msg=broken
                          handlers:
                            - name: reload
                              shell: cat {{ work }}/config >> {{ work }}/loaded; echo >> {{ work }}/loaded
                              undo: again
                        """);
        Files.writeString(run.work().resolve("config"), "old");

        Told told = run.go();

        assertThat(told.state("pc")).as(told.detail("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(Files.readAllLines(run.work().resolve("loaded"))).containsExactly("new", "old");
    }

    @Test
    void aRescuedFailureUndoesNothing() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - block:
                                - copy: content=x dest={{ work }}/one
                                - fail: msg=broken
                              rescue:
                                - copy: content=x dest={{ work }}/two
                        """).go();

        assertThat(told.state("pc")).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(told.work())).containsOnlyKeys("one", "two");
    }

    @Test
    void delegatedChangesGoBackWhereTheyWereMade() {
        Path work = aRun().work();
        Told told =
                aRun().on("pc", "server").with("there", work.toString()).of("""
                        - hosts: pc
                          gather_facts: no
                          tasks:
                            - copy: content=x dest={{ there }}/on-server
                              delegate_to: server
                            - fail: msg=broken
                        """).go();

        assertThat(told.state("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.steps("pc")).extracting(step -> step.target()).containsExactly("server");
        assertThat(Trees.texts(work)).isEmpty();
    }

    private static List<String> reversed(List<String> texts) {
        List<String> all = new java.util.ArrayList<>(texts);
        java.util.Collections.reverse(all);
        return all;
    }
}
