package io.nightshift.core.run;

import io.nightshift.core.transfer.TreeTransfer;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trees that were compared a moment ago to see what a task would do, so that doing it need not list both once more. Kept for a short
 * time only: what changes between the two is found like what changes while it is sent.
 */
final class TreeComparisons {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    TreeComparisons(Clock clock) {
        this.clock = clock;
    }

    private record Key(String host, TreeOrder order) {}

    /**
     * A transfer that has compared.
     *
     * @param folder holds its lists
     */
    record Kept(TreeTransfer transfer, Path folder, Instant compared) {}

    /** From now on the folder is looked after here. */
    void keep(String host, TreeOrder order, TreeTransfer transfer, Path folder) {
        Kept old = kept.put(new Key(host, order), new Kept(transfer, folder, clock.instant()));
        if (old != null) {
            remove(old.folder());
        }
    }

    /** From now on the folder is the caller's; null where nothing fresh is there. */
    @Nullable
    Kept take(String host, TreeOrder order) {
        Kept found = kept.remove(new Key(host, order));
        if (found != null && found.compared().plus(FRESH).isBefore(clock.instant())) {
            remove(found.folder());
            return null;
        }
        return found;
    }

    /** Nothing is wanted any more. */
    void close() {
        kept.values().forEach(one -> remove(one.folder()));
        kept.clear();
    }

    /** Removes a folder of lists. */
    static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Lists in a temporary folder, of no use to anybody.
        }
    }
}
