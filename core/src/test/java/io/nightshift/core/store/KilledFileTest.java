package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves is what its file holds at that moment: here a copy of it, made after each commit. */
final class KilledFileTest {
    @TempDir
    Path parent;

    /** Commits of many sizes go into the gaps between older ones; without mending, some of the newest are not found. */
    @Test
    void theNewestCommitIsFoundWhereverTheProcessIsKilled() throws IOException {
        Path file = parent.resolve("store.mv.db");
        Path left = parent.resolve("left.mv.db");
        Random random = new Random(20261122);
        List<Integer> lost = new ArrayList<>();
        try (MVStore store = open(file)) {
            MVMap<Integer, byte[]> map = store.openMap("content");
            for (int commit = 1; commit <= 60; commit++) {
                map.put(random.nextInt(12), new byte[random.nextInt(20_000)]);
                map.put(-1, new byte[commit]);
                store.commit();
                store.sync();
                Files.copy(file, left, StandardCopyOption.REPLACE_EXISTING);
                KilledFile.mend("async:" + left);
                if (newestIn(left) != commit) {
                    lost.add(commit);
                }
            }
        }

        assertThat(lost).isEmpty();
    }

    private static MVStore open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName("async:" + file)
                .autoCommitDisabled()
                .open();
        store.setRetentionTime(0); // gaps are used again at once
        return store;
    }

    private static int newestIn(Path file) {
        try (MVStore store = open(file)) {
            byte[] newest = store.<Integer, byte[]>openMap("content").get(-1);
            return newest == null ? 0 : newest.length;
        }
    }

    @Test
    void aClosedFileIsLeftAsItIs() throws IOException {
        Path folder = StoreFolder.prepare(parent.resolve("state"));
        Stores.openEmbedded(folder, Map.of()).close();
        Path file = folder.resolve("nightshift.mv.db");
        byte[] before = Files.readAllBytes(file);

        KilledFile.mend("async:" + file);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
