package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;

/**
 * The header of H2's file: one line that names the newest chunk, at the beginning of each of the first two blocks. It is shorter than
 * a sector, so that a power cut leaves each of the two as it was or as it is to be.
 */
final class FileHeader {
    private static final Pattern CREATED = Pattern.compile("H:2,[\\x20-\\x7e]*\\bcreated:([0-9a-f]+),");
    private static final int COPIES = 2;

    private FileHeader() {}

    /** Names another newest chunk, and nothing of an orderly end. */
    static void pointTo(FoundChunk chunk, FileChannel file) throws IOException {
        byte[] block = new byte[ChunkStamp.BLOCK];
        Arrays.fill(block, (byte) ' ');
        byte[] line = line(chunk, created(file)).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(line, 0, block, 0, line.length);
        block[block.length - 1] = '\n';
        for (int copy = 0; copy < COPIES; copy++) {
            ByteBuffer bytes = ByteBuffer.wrap(block);
            while (bytes.hasRemaining()) {
                file.write(bytes, (long) copy * ChunkStamp.BLOCK + bytes.position());
            }
        }
    }

    private static String line(FoundChunk chunk, String created) {
        String fields = "H:2,block:" + Long.toHexString(chunk.block()) + ",blockSize:"
                + Integer.toHexString(ChunkStamp.BLOCK) + ",chunk:" + chunk.id() + ",created:" + created
                + ",format:3,version:" + Long.toHexString(chunk.version());
        byte[] bytes = fields.getBytes(StandardCharsets.ISO_8859_1);
        return fields + ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length)) + "\n";
    }

    /** When the file was made; chunks count their time from then. */
    static String created(FileChannel file) throws IOException {
        ByteBuffer blocks = ByteBuffer.allocate(COPIES * ChunkStamp.BLOCK);
        while (blocks.hasRemaining() && file.read(blocks, blocks.position()) > 0) {}
        Matcher created = CREATED.matcher(new String(blocks.array(), StandardCharsets.ISO_8859_1));
        return created.find() ? created.group(1) : Long.toHexString(System.currentTimeMillis());
    }
}
