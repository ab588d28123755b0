package io.nightshift.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;

/**
 * Finds the last commits in the file of a process that was killed. H2 appends each commit as a chunk; a chunk says where the next
 * will probably be, and when that guess fails H2 is to write the new place into the file's header. Its version 2.5.252 writes the
 * place of the chunk before instead, so that on opening it may end at that one and drop one or more synced commits behind it,
 * unless one of them is the last thing in the file. In its recovery mode H2 looks at every block and takes the newest chunk.
 */
final class KilledFile {
    /** The header stands at the beginning, twice. */
    private static final int BLOCK = 4096;

    private KilledFile() {}

    /**
     * Makes the header of a file that was not closed point to the newest commit; leaves a closed file alone.
     *
     * @param file its name with H2's scheme, such as {@code async:/…}
     * @throws org.h2.mvstore.MVStoreException if the file is damaged, or open elsewhere
     */
    static void mend(String file) throws IOException {
        if (FilePath.get(file).size() == 0 || wasClosed(file)) {
            return;
        }
        try (FileChannel channel = FilePath.get(file).open("rw")) {
            TornChunks.remove(channel);
        }
        new MVStore.Builder()
                .fileName(file)
                .autoCommitDisabled()
                .recoveryMode()
                .open()
                .close();
    }

    private static boolean wasClosed(String file) throws IOException {
        try (InputStream bytes = FilePath.get(file).newInputStream()) {
            byte[] first = bytes.readNBytes(BLOCK);
            byte[] second = bytes.readNBytes(BLOCK);
            return saysClosed(first) && saysClosed(second);
        }
    }

    private static boolean saysClosed(byte[] block) {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        return text.lines().findFirst().orElse("").contains(",clean:1,");
    }
}
