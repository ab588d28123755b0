package io.nightshift.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last commits in the file of a process that was killed, or whose machine lost power. H2 appends each commit as a chunk; a
 * chunk says where the next will probably be, and when that guess fails H2 is to write the new place into the file's header. Its
 * version 2.5.252 writes the place of the chunk before instead, so that on opening it may end at that one and drop one or more synced
 * commits behind it, unless one of them is the last thing in the file. In its recovery mode H2 looks at every block and takes the
 * newest chunk; but one that a power cut has torn must be out of its sight, for it does not look inside.
 */
final class KilledFile {
    private static final int MOST_HIDDEN = 16;
    private static final Pattern LIVE_PLACE = Pattern.compile("\\bblock:([0-9a-f]+)\\b");

    private final String file;
    private final List<FoundChunk> hidden = new ArrayList<>();
    private List<FoundChunk> chunks = List.of();

    private KilledFile(String file) {
        this.file = file;
    }

    /**
     * Makes the header of a file that was not closed point to the newest commit of which everything is there; leaves a closed file
     * alone.
     *
     * @param file its name with H2's scheme, such as {@code async:/…}
     * @throws MVStoreException if the file is damaged, or open elsewhere
     */
    static void mend(String file) throws IOException {
        if (FilePath.get(file).size() > 0 && !wasClosed(file)) {
            new KilledFile(file).mend();
        }
    }

    private void mend() throws IOException {
        change(channel -> chunks = FoundChunk.allIn(channel));
        List<FoundChunk> whole = chunks.stream()
                .filter(FoundChunk::whole)
                .sorted(Comparator.comparing(FoundChunk::version).reversed())
                .toList();
        long newest = whole.isEmpty() ? -1 : whole.get(0).version();
        for (FoundChunk chunk : chunks) {
            if (!chunk.whole() && chunk.version() > newest) {
                hide(chunk);
            }
        }
        MVStoreException problem = null;
        for (int i = 0; i < Math.min(MOST_HIDDEN, whole.size()); i++) {
            problem = opened();
            if (problem == null) {
                FoundChunk last = whole.get(i);
                change(channel -> FileHeader.pointTo(last, channel));
                return;
            }
            hide(whole.get(i)); // it rests on a torn one, so it was never acknowledged either
        }
        change(channel -> {
            for (FoundChunk chunk : hidden) {
                chunk.showAgain(channel);
            }
        });
        throw problem == null ? damaged() : problem;
    }

    /** Null when H2 opened it and everything that the newest chunk builds upon is whole. */
    private @Nullable MVStoreException opened() {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file)
                    .autoCommitDisabled()
                    .recoveryMode()
                    .open();
            boolean whole = restsOnWholeChunks(store);
            store.closeImmediately(); // closing in peace would tidy up, over what is still needed
            return whole ? null : damaged();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw e;
            }
            return e;
        }
    }

    private boolean restsOnWholeChunks(MVStore store) {
        Map<Long, Boolean> states = new HashMap<>();
        chunks.forEach(chunk -> states.put(chunk.block(), chunk.whole()));
        return store.getFileStore().getLayoutMap().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("chunk."))
                .filter(entry -> !entry.getValue().contains(",livePages:0,"))
                .map(entry -> LIVE_PLACE.matcher(entry.getValue()))
                .allMatch(place ->
                        !place.find() || !Boolean.FALSE.equals(states.get(Long.parseLong(place.group(1), 16))));
    }

    private void hide(FoundChunk chunk) throws IOException {
        hidden.add(chunk);
        change(chunk::hide);
    }

    /** Something done to the file, synced. */
    private interface Doing {
        void to(FileChannel channel) throws IOException;
    }

    private void change(Doing doing) throws IOException {
        try (FileChannel channel = FilePath.get(file).open("rw")) {
            doing.to(channel);
            channel.force(true);
        }
    }

    private MVStoreException damaged() {
        return DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "No whole commit in {0}", file);
    }

    private static boolean wasClosed(String file) throws IOException {
        try (InputStream bytes = FilePath.get(file).newInputStream()) {
            byte[] first = bytes.readNBytes(ChunkStamp.BLOCK);
            byte[] second = bytes.readNBytes(ChunkStamp.BLOCK);
            return saysClosed(first) && saysClosed(second);
        }
    }

    private static boolean saysClosed(byte[] block) {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        return text.lines().findFirst().orElse("").contains(",clean:1,");
    }
}
