package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Entries of a tree one after another in a file of the controller, so that millions of them need no memory. */
final class EntryFile implements AutoCloseable {
    private final Path file;
    private final DataOutputStream out;
    private long count;

    EntryFile(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    void add(TreeEntry entry) throws IOException {
        out.writeUTF(entry.path());
        out.writeByte(entry.kind().ordinal());
        out.writeShort(entry.mode());
        out.writeLong(entry.uid());
        out.writeLong(entry.gid());
        out.writeUTF(entry.owner());
        out.writeUTF(entry.group());
        out.writeLong(entry.size());
        out.writeLong(entry.seconds());
        out.writeInt(entry.nanos());
        out.writeUTF(entry.identity());
        out.writeInt(entry.links());
        out.writeLong(entry.held());
        out.writeUTF(entry.target());
        count++;
    }

    long count() {
        return count;
    }

    /** Everything is written; it may be read from now on, as often as wanted. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    Reader read() throws IOException {
        return new Reader(file);
    }

    /** Goes through the entries once. */
    static final class Reader implements AutoCloseable {
        private static final TreeEntry.Kind[] KINDS = TreeEntry.Kind.values();
        private final DataInputStream in;
        private @Nullable TreeEntry next;

        private Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            next = one();
        }

        /** The next one, null after the last. */
        @Nullable
        TreeEntry peek() {
            return next;
        }

        @Nullable
        TreeEntry take() throws IOException {
            TreeEntry taken = next;
            if (taken != null) {
                next = one();
            }
            return taken;
        }

        private @Nullable TreeEntry one() throws IOException {
            in.mark(1);
            if (in.read() < 0) {
                return null;
            }
            in.reset();
            return new TreeEntry(
                    in.readUTF(),
                    KINDS[in.readByte()],
                    in.readShort(),
                    in.readLong(),
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readUTF());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
