package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.drift.CheckRecorder;
import io.nightshift.core.drift.Deviation;
import io.nightshift.core.drift.HostCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a check writes down of every host for the next check to be compared with. */
class CheckedHostsTest {
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: no
              tasks:
                - name: a message
                  copy: content=new dest={{ work }}/{{ inventory_hostname }}
                  notify: told
                - name: a secret
                  copy: content=hunter22222 dest={{ work }}/secret
                  no_log: yes
                - name: nothing that counts
                  copy: content=x dest={{ work }}/other
                  changed_when: no
                - name: who knows
                  command: touch {{ work }}/made
                - name: fails on b
                  fail: msg="the word is hunter22222"
                  when: inventory_hostname == "b"
                - name: a folder
                  file: path={{ work }}/folder state=directory
              handlers:
                - name: told
                  debug: msg=told
            """;

    private final ARun run = aRun();

    private Map<String, HostCheck> check(boolean passingOverCommands) {
        CheckRecorder recorder = new CheckRecorder(passingOverCommands);
        run.on("a", "b")
                .of(PLAYBOOK)
                .inCheckMode()
                .hiding("hunter22222")
                .under(recorder)
                .watchedBy((event, handle) -> recorder.on(event))
                .go();
        return recorder.found().orElseThrow();
    }

    @Test
    void whatWouldChangeIsWrittenDownWithoutSecretsAndNothingIsTouched() throws IOException {
        Map<String, HostCheck> found = check(true);

        HostCheck a = found.get("a");
        assertThat(a.asked()).isEqualTo(HostCheck.Asked.TO_THE_END);
        assertThat(a.deviations()).extracting(Deviation::task).containsExactly("a message", "a secret", "a folder");
        assertThat(a.deviations().get(0).change())
                .contains(run.work().resolve("a").toString());
        assertThat(a.deviations().get(0).differences()).isNotEmpty();
        assertThat(a.deviations().get(1).change()).isEqualTo("a change hidden by no_log");
        assertThat(a.deviations().get(1).differences()).isEmpty();
        assertThat(a.unknown()).containsExactly("who knows");
        HostCheck b = found.get("b");
        assertThat(b.asked()).isEqualTo(HostCheck.Asked.IN_PART);
        assertThat(b.detail()).contains("the word is ********");
        assertThat(found.toString()).doesNotContain("hunter22222");
        try (var files = Files.list(run.work())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aHostThatIsAsThePlaybookSaysHasNothingWrittenDown() throws IOException {
        Files.writeString(run.work().resolve("a"), "new");
        Files.writeString(run.work().resolve("secret"), "hunter22222");
        Files.createDirectory(run.work().resolve("folder"));

        assertThat(check(true).get("a").deviations()).isEmpty();
    }

    @Test
    void aCheckThatForeseesARunKnowsNothingOfWhatComesAfterACommand() {
        HostCheck a = check(false).get("a");

        assertThat(a.deviations()).extracting(Deviation::task).containsExactly("a message", "a secret");
        assertThat(a.unknown()).containsExactly("who knows", "a folder");
    }
}
