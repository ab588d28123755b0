package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2 under the scheme {@code stamped:}, in which every commit carries a checksum of all its bytes. H2 itself has none over a
 * chunk's content, and takes one of which a power cut left only the beginning and the end for whole.
 */
public final class StampedFilePath extends FilePathWrapper {
    static final String SCHEME = "stamped";

    static {
        FilePath.register(new StampedFilePath());
    }

    /** H2's name of a file that is reached in another way below, such as {@code async:}. */
    static String over(String scheme) {
        return SCHEME + ":" + scheme;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    /** One open file. */
    private static final class Channel extends FileBaseDefault {
        private final FileChannel channel;

        Channel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            int length = bytes.remaining();
            ByteBuffer stamped = ChunkStamp.stamped(bytes);
            long to = position;
            while (stamped.hasRemaining()) {
                to += channel.write(stamped, to);
            }
            bytes.position(bytes.limit());
            return length;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
