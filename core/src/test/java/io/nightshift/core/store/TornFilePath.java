package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files under the scheme {@code torn:}, which tell a {@link TornDisk} what is done to them: {@code torn:async:/folder/file}. */
public final class TornFilePath extends FilePathWrapper {
    private static volatile TornDisk disk = new TornDisk();

    /** From now on files under this scheme tell this disk. */
    static void tell(TornDisk told) {
        disk = told;
        FilePath.register(new TornFilePath());
    }

    @Override
    public String getScheme() {
        return "torn";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        boolean fresh = !exists();
        FileChannel channel = super.open(mode);
        if (fresh) {
            disk.write(getName(), 0, new byte[0]);
        }
        return new Channel(getName(), channel, disk);
    }

    @Override
    public void moveTo(FilePath target, boolean replaces) {
        super.moveTo(target, replaces);
        disk.move(getName(), target.getName());
    }

    @Override
    public void delete() {
        if (exists()) {
            super.delete();
            disk.delete(getName());
        }
    }

    /** One open file. */
    private static final class Channel extends FileBaseDefault {
        private final String name;
        private final FileChannel channel;
        private final TornDisk told;

        Channel(String name, FileChannel channel, TornDisk told) {
            this.name = name;
            this.channel = channel;
            this.told = told;
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
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            told.write(name, position, copy);
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            return copy.length;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            if (size < channel.size()) {
                told.truncate(name, size);
                channel.truncate(size);
            }
        }

        /** What is written meanwhile by another thread may or may not be taken along; so it counts as not. */
        @Override
        public void force(boolean metadata) {
            told.forced(name, told.operations());
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
