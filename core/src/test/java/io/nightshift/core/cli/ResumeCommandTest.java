package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.store.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {
    @TempDir
    Path folder;

    @Test
    void aRunOfAVersionWhoseRecordIsNotUnderstoodIsRefusedNamingIt() {
        try (RunStore store = Stores.open(folder.resolve("state"))) {
            RunRecord ours = aRun("r1", Version.text());
            store.begin(ours, Map.of(), List.of());
            new RunArguments(
                            List.of("run", "site.yml"),
                            folder,
                            Map.of(),
                            new RunArguments.Controller("elsewhere", 1, "long ago"))
                    .keep(store, "r1");
            RunRecord later = aRun("r2", "7.1");
            store.begin(later, Map.of(), List.of());
            store.notes("r1", "")
                    .forEach(note ->
                            store.note("r2", "", note.getKey(), note.getValue().replaceFirst("1", "7")));

            assertThatCode(() -> ResumeCommand.refuseOtherForm(store, ours)).doesNotThrowAnyException();
            assertThatThrownBy(() -> ResumeCommand.refuseOtherForm(store, later))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("r2 was begun by Nightshift 7.1")
                    .hasMessageContaining("nightshift rollback r2");
        }
    }

    private static RunRecord aRun(String id, String version) {
        Instant now = Instant.parse("2026-11-29T21:00:00Z");
        return new RunRecord(
                id,
                RunRecord.Kind.RUN,
                null,
                "site.yml",
                List.of("run", "site.yml"),
                "tech",
                version,
                now,
                null,
                null,
                now.plusSeconds(1_000_000),
                false);
    }
}
