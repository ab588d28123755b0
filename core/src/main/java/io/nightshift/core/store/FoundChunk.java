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
 * A chunk (one commit of H2) that was found by looking at every block of a file.
 *
 * @param block where it begins, in blocks
 * @param id its number, in hexadecimal digits as H2 writes it
 * @param version counts the commits
 * @param whole whether all of it is on the disk
 */
record FoundChunk(long block, String id, long version, boolean whole) {
    private static final Pattern HEADER = Pattern.compile(
            "chunk:([0-9a-f]+),len:([0-9a-f]+),pages:[0-9a-f]+,.*\\bversion:([0-9a-f]+),.*", Pattern.DOTALL);
    private static final int LONGEST_HEADER = 1024;

    static List<FoundChunk> allIn(FileChannel file) throws IOException {
        long blocks = file.size() / ChunkStamp.BLOCK;
        List<FoundChunk> all = new ArrayList<>();
        ByteBuffer head = ByteBuffer.allocate(LONGEST_HEADER);
        for (long block = 2; block < blocks; block++) {
            head.clear();
            if (!read(file, head, block * ChunkStamp.BLOCK) || !ChunkStamp.begins(head, 0)) {
                continue;
            }
            Matcher header = HEADER.matcher(firstLine(head));
            if (header.matches()) {
                long length = Long.parseLong(header.group(2), 16);
                boolean whole = isWhole(file, block, length, blocks);
                all.add(new FoundChunk(block, header.group(1), Long.parseLong(header.group(3), 16), whole));
                block += whole ? length - 1 : 0; // what looks like a chunk within a whole one is only talk of chunks
            }
        }
        return all;
    }

    private static boolean isWhole(FileChannel file, long block, long length, long blocks) throws IOException {
        if (length <= 0 || block + length > blocks || length > Integer.MAX_VALUE / ChunkStamp.BLOCK) {
            return false;
        }
        ByteBuffer all = ByteBuffer.allocate((int) length * ChunkStamp.BLOCK);
        return read(file, all, block * ChunkStamp.BLOCK) && !ChunkStamp.isTorn(all.array());
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

    /** H2 finds it no more; one byte makes the difference. */
    void hide(FileChannel file) throws IOException {
        file.write(ByteBuffer.wrap(new byte[] {'C'}), block * ChunkStamp.BLOCK);
    }

    void showAgain(FileChannel file) throws IOException {
        file.write(ByteBuffer.wrap(new byte[] {'c'}), block * ChunkStamp.BLOCK);
    }
}
