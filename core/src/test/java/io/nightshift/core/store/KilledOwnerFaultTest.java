package io.nightshift.core.store;

import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes at work on a store. The number of kills is the system property {@code kills}, 5 without it. */
final class KilledOwnerFaultTest {
    @TempDir
    Path parent;

    @Test
    void noAcknowledgedStepIsLostByKillingTheOwner() throws IOException, InterruptedException {
        int kills = Integer.getInteger("kills", 5);
        Random random = new Random(20261122);
        Path folder = parent.resolve("state");
        int acknowledged = 0;
        int lost = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Map<String, Integer> newest = killAfter(folder, "r" + kill, 1 + random.nextInt(400));
            try (RunStore store = Stores.openShared(folder, Map.of())) {
                for (Map.Entry<String, Integer> host : newest.entrySet()) {
                    List<StepRecord> steps = store.steps("r" + kill, host.getKey());
                    int notes = store.notes("r" + kill, host.getKey()).size();
                    lost += Math.max(0, host.getValue() - Math.min(steps.size(), notes));
                    acknowledged += host.getValue();
                }
            }
        }

        System.out.println("R-store kill9 n=" + kills + " acknowledged=" + acknowledged + " lost=" + lost);
        assertThat(acknowledged).isGreaterThan(kills);
        assertThat(lost).isZero();
    }

    /** Kills after so many acknowledged steps; returns the newest acknowledged step of each host. */
    private static Map<String, Integer> killAfter(Path folder, String run, int steps)
            throws IOException, InterruptedException {
        Map<String, Integer> newest = new HashMap<>();
        try (StoreProcess process = StoreProcess.start(folder, run, 8)) {
            assertThat(process.nextLine()).isEqualTo("open");
            int seen = 0;
            for (String line = process.nextLine(); line != null; line = process.nextLine()) {
                String[] words = line.split(" ");
                if (words.length == 2 && words[1].matches("\\d+")) {
                    newest.merge(words[0], Integer.parseInt(words[1]), Math::max);
                }
                if (++seen == steps) {
                    process.kill(); // what it still wrote before it died is read to the end
                }
            }
        }
        return newest;
    }

    @Test
    void aCommandGoesOnAsTheOwnerWhenTheOwnerIsKilledAtWork() throws IOException, InterruptedException {
        Path folder = parent.resolve("state");
        try (StoreProcess owner = StoreProcess.start(folder, "r1", 2)) {
            assertThat(owner.nextLine()).isEqualTo("open");
            try (RunStore store = Stores.openShared(folder, Map.of())) {
                for (int sequence = 1; sequence <= 60; sequence++) {
                    if (sequence == 30) {
                        owner.kill();
                    }
                    store.note("r1", "web1", "fact:n", "" + sequence);
                    store.intend(aStep("r1", "web1", sequence), aHold("r1"));
                }

                assertThat(store.steps("r1", "web1")).hasSize(60);
                assertThat(store.notes("r1", "web1")).hasSize(60);
            }
        }
    }
}
