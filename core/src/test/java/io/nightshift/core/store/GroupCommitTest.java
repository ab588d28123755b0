package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What durable steps cost when many hosts are at work at once. */
final class GroupCommitTest {
    @Test
    void fiftyHostsShareTheirCommits(@TempDir Path parent) {
        int threads = 50;
        int steps = 20;
        try (RunStore store = Stores.openShared(parent.resolve("state"), Map.of())) {
            store.begin(Records.aRun("r1"), Map.of(), List.of());
            double alone = perSecond(1, 100, store, "alone");
            double together = perSecond(threads, steps, store, "pc");

            System.out.printf("R-store durable steps/s: 1 thread %.0f, %d threads %.0f%n", alone, threads, together);
            assertThat(together).isGreaterThan(2 * alone);
        }
    }

    private static double perSecond(int threads, int steps, RunStore store, String host) {
        long begun = System.nanoTime();
        List<String> failures = Threads.inParallel(threads, number -> {
            for (int sequence = 1; sequence <= steps; sequence++) {
                store.intend(Records.aStep("r1", host + number, sequence), Records.aHold("r1"));
            }
        });
        assertThat(failures).isEmpty();
        return threads * steps / ((System.nanoTime() - begun) / 1e9);
    }
}
