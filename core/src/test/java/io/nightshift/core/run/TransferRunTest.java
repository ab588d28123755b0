package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.record.ManifestNotes;
import io.nightshift.core.record.ProgressNotes;
import io.nightshift.playbooks.module.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that a run brings: stopped in the middle, gone on with, kept in the record, and foreseen by a check. */
class TransferRunTest {
    private static final int SIZE = 6_000_000;
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: no
              tasks:
                - name: the archive
                  transfer: {from: controller, src: "{{ source }}", dest: "{{ work }}/copy", bandwidth: "{{ rate }}"}
            """;

    @TempDir
    Path source;

    @BeforeEach
    void files() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        Files.write(source.resolve("large"), bytes);
        Files.writeString(source.resolve("small"), "small");
    }

    private ARun archive(String rate) {
        return aRun().on("one").of(PLAYBOOK).with("source", source.toString()).with("rate", rate);
    }

    @Test
    void whatIsStoppedGoesOnWithWhatIsLeft() {
        ARun run = archive("2M").watchedBy((event, handle) -> {
            if (event instanceof RunEvent.Progress far && far.done() > SIZE / 2) {
                handle.stop();
            }
        });
        Told first = run.go();
        assertThat(first.state("one")).isEqualTo(HostState.PARKED);
        assertThat(run.work().resolve("copy")).doesNotExist();
        assertThat(ProgressNotes.of(House.STORE, run.id(), "one"))
                .singleElement()
                .matches(note -> note.done() > SIZE / 2 && note.done() < note.total());

        Told second = run.watchedBy((event, handle) -> {}).resume();
        assertThat(second.state("one")).isEqualTo(HostState.UPDATED);
        assertThat(run.work().resolve("copy/large")).hasSameBinaryContentAs(source.resolve("large"));
        RunEvent.TaskEnded ended = second.events().stream()
                .filter(RunEvent.TaskEnded.class::isInstance)
                .map(RunEvent.TaskEnded.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat((long) ended.result().get("sent_bytes")).isLessThan(SIZE / 2);
    }

    @Test
    void theRecordHasEveryFileThatWasSent() {
        ARun run = archive("100M");
        run.go();
        List<String> lines = new ArrayList<>();
        ManifestNotes.of(House.STORE, run.id(), "one", lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .startsWith("one,controller," + sha256("small") + ",5,")
                .endsWith("/copy/small");
    }

    private static String sha256(String text) {
        return Content.of(text).sha256();
    }

    @Test
    void aCheckForeseesItAndSendsNothing() {
        ARun run = archive("100M").inCheckMode();
        Told told = run.go();
        assertThat(told.state("one")).isEqualTo(HostState.UPDATED);
        assertThat(run.work()).isEmptyDirectory();
    }
}
