package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the commits out of a file that a power cut has torn. They were not acknowledged, because a commit is only when all of it is
 * on the disk; but H2 could take one for the newest, and read nonsense from it, or go back to a much older one.
 */
final class TornChunks {
    private static final Pattern HEADER = Pattern.compile(
            "chunk:[0-9a-f]+,len:([0-9a-f]+),pages:[0-9a-f]+,.*\\bversion:([0-9a-f]+),.*", Pattern.DOTALL);
    private static final int LONGEST_HEADER = 1024;

    private TornChunks() {}

    private record Found(long block, long version, ChunkStamp.State state) {}

    /** Makes what is torn and newer than the newest whole commit unreadable; the rest of the file stays as it is. */
    static void remove(FileChannel file) throws IOException {
        long blocks = file.size() / ChunkStamp.BLOCK;
        List<Found> torn = new ArrayList<>();
        long newest = -1;
        ByteBuffer head = ByteBuffer.allocate(LONGEST_HEADER);
        for (long block = 2; block < blocks; block++) {
            head.clear();
            if (!read(file, head, block * ChunkStamp.BLOCK) || !ChunkStamp.begins(head, 0)) {
                continue;
            }
            Matcher header = HEADER.matcher(firstLine(head));
            if (!header.matches()) {
                continue;
            }
            long length = Long.parseLong(header.group(1), 16);
            long version = Long.parseLong(header.group(2), 16);
            ChunkStamp.State state = state(file, block, length, blocks);
            if (state == ChunkStamp.State.TORN) {
                torn.add(new Found(block, version, state));
            } else {
                newest = Math.max(newest, version);
                block += length - 1; // what looks like a chunk within a whole one is only talk of chunks
            }
        }
        for (Found found : torn) {
            if (found.version() > newest) {
                write(file, ByteBuffer.allocate(ChunkStamp.BLOCK), found.block() * ChunkStamp.BLOCK);
            }
        }
        if (!torn.isEmpty()) {
            file.force(true);
        }
    }

    private static ChunkStamp.State state(FileChannel file, long block, long length, long blocks) throws IOException {
        if (length <= 0 || block + length > blocks || length > Integer.MAX_VALUE / ChunkStamp.BLOCK) {
            return ChunkStamp.State.TORN;
        }
        ByteBuffer all = ByteBuffer.allocate((int) length * ChunkStamp.BLOCK);
        return read(file, all, block * ChunkStamp.BLOCK) ? ChunkStamp.of(all.array()) : ChunkStamp.State.TORN;
    }

    private static String firstLine(ByteBuffer head) {
        String text = new String(head.array(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end + 1);
    }

    private static boolean read(FileChannel file, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }

    private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes, position + bytes.position());
        }
    }
}
