package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.store.EmbeddedDatabase.Medium;
import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at every write of the store's file, and in mid-write: while it is made, used, closed, compacted and mended after an
 * earlier cut. What is left is opened as any store is, and has to hold every transition that had been acknowledged.
 */
final class TornWritesFaultTest {
    @TempDir
    Path parent;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> lost = new ArrayList<>();
    private int cuts;
    private int passed;
    private int acknowledged;

    @Test
    void noAcknowledgedTransitionIsLostWhereverThePowerGoes() throws IOException {
        int wanted = Scoreboard.share(500, 10_000);
        for (int night = 1; cuts < wanted; night++) {
            night(night, wanted);
        }

        Scoreboard.line(
                "R-03", "torn-writes", cuts, passed, (cuts - passed) + " cuts lost something, of " + acknowledged);
        assertThat(lost).isEmpty();
    }

    /** A store is made, then lives through some cuts one after the other; each of its lives is cut at every write. */
    private void night(int night, int wanted) throws IOException {
        Path folder = StoreFolder.prepare(parent.resolve("night" + night));
        Map<String, byte[]> files = Map.of();
        TornDisk[] disk = {new TornDisk()};
        Acknowledged told = new Acknowledged(() -> disk[0].operations());
        JournalledNight work = new JournalledNight(told, random);
        for (int life = 1; life <= 4 && cuts < wanted; life++) {
            disk[0] = new TornDisk(files);
            TornFilePath.tell(disk[0]);
            boolean small = random.nextBoolean(); // made small in mid-run, and again at the end
            Medium medium = new Medium(
                    StampedFilePath.over("torn:async:"),
                    "",
                    small ? 0 : Long.MAX_VALUE,
                    small ? 100_000 : Long.MAX_VALUE / 2);
            JdbcStore opened = Stores.openEmbedded(folder, Map.of(), medium);
            RunStore store = opened.asStore();
            assertThat(work.run(store, 1 + random.nextInt(3), 2 + random.nextInt(6)))
                    .isEmpty();
            store.close();
            for (int at = 0; at <= disk[0].operations() && cuts < wanted; at++) {
                judge(night + "." + life, disk[0].cutAt(at, random), folder, told, at, disk[0].lastBefore(at));
            }
            int last = disk[0].operations() - random.nextInt(disk[0].operations());
            files = disk[0].cutAt(last, random);
            told.goOnFrom(last);
            clear(folder);
            TornDisk.restore(files, folder);
        }
        delete(folder);
    }

    /** All but the key goes. */
    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> !each.endsWith("key")).toList()) {
                Files.delete(file);
            }
        }
    }

    private void judge(String life, Map<String, byte[]> left, Path folder, Acknowledged told, int at, String last)
            throws IOException {
        Path copy = StoreFolder.prepare(parent.resolve("left"));
        Files.copy(folder.resolve("key"), copy.resolve("key"));
        StoreFolder.keepPrivate(copy.resolve("key"));
        TornDisk.restore(left, copy);
        cuts++;
        acknowledged += told.count(at);
        List<String> missing = new ArrayList<>();
        try (RunStore store = Stores.openEmbedded(copy, Map.of()).asStore()) {
            missing.addAll(told.missing(store, at));
        } catch (RuntimeException e) {
            missing.add("cannot be opened: " + e + " because of " + e.getCause());
        }
        if (missing.isEmpty()) {
            passed++;
        } else {
            lost.add("life " + life + ", cut " + at + ": " + missing + last);
        }
        delete(copy);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> all.add(0, file));
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
