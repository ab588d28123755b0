package io.nightshift.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/**
 * The embedded store's file as a whole: made and compacted aside, synced, and only then renamed into place. A power cut leaves the
 * old file or the new one. (H2 would write a new file in place, and move what an old one holds to and fro while it closes.)
 */
final class StoreFile {
    private static final Duration OLD = Duration.ofDays(10);

    private final String scheme;
    private final Path file;

    /** @param scheme H2's way to the file, such as {@code async:} */
    StoreFile(String scheme, Path file) {
        this.scheme = scheme;
        this.file = file;
    }

    /** Writes a new file and closes it. */
    interface Making {
        void make(Path file) throws IOException, SQLException;
    }

    void make(Making making) throws IOException, SQLException {
        Path aside = aside("new");
        path(aside).delete();
        making.make(aside);
        intoPlace(aside);
    }

    /** A closed file is replaced by a copy without the pages that are no longer used. */
    void compact() {
        Path aside = aside("small");
        try {
            path(aside).delete();
            MVStore.compact(scheme + file, scheme + aside, false, null);
            intoPlace(aside);
        } catch (IOException | MVStoreException e) {
            path(aside).delete(); // no room for a copy: the large file is as good
        }
    }

    /** H2 keeps its hands off what it wrote for 24 days; in a copy everything is new again. */
    void compactIfOld() throws IOException {
        Instant made;
        try (FileChannel channel = path(file).open("r")) {
            made = Instant.ofEpochMilli(Long.parseLong(FileHeader.created(channel), 16));
        }
        if (Duration.between(made, Instant.now()).abs().compareTo(OLD) > 0) {
            compact();
        }
    }

    private void intoPlace(Path aside) throws IOException {
        StoreFolder.keepPrivate(aside);
        try (FileChannel channel = path(aside).open("rw")) {
            channel.force(true);
        }
        path(aside).moveTo(path(file), true);
        StoreFolder.syncDirectory(file.resolveSibling("").toAbsolutePath());
    }

    /** Ends as a store's file does, because H2 adds that ending. */
    private Path aside(String word) {
        return file.resolveSibling("nightshift." + word + ".mv.db");
    }

    private FilePath path(Path named) {
        return FilePath.get(scheme + named);
    }
}
