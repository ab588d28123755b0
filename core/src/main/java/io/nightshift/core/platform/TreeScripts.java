package io.nightshift.core.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Scripts that list whole trees, pack and unpack them, and read digests; they run as streams and hold no state. */
public interface TreeScripts {
    /** The status of {@link #send} for a file that was changed meanwhile. */
    int CHANGED = 75;

    /** Lists everything below {@code root} on stdout, the root first. A root that is not there lists nothing. */
    String list(HostProfile host, String root);

    /** Reads what {@link #list} printed; the entries come in no particular order. */
    void read(InputStream listing, Consumer<TreeEntry> entries) throws IOException;

    /** Tells where what is sent to {@code destination} may be staged, and how much room is there; see {@link #site}. */
    String survey(HostProfile host, String destination, String key);

    /** Reads what {@link #survey} printed. */
    Site site(String answer);

    /**
     * Where a tree is staged.
     *
     * @param staging a hidden directory on the destination's file system, made by nobody yet or left by an earlier try
     * @param free bytes; negative where the file system does not tell
     * @param files how many more files the file system takes; negative where it does not tell
     */
    record Site(String staging, long free, long files) {}

    /** Ends whoever still writes to a staging directory for a connection that was lost. */
    String evict(HostProfile host, String staging);

    /** Packs the paths named on stdin (see {@link #names}) to stdout, without going down into directories. */
    String pack(HostProfile host, String root);

    /** Reads what {@link #pack} prints while it flows by. */
    Packed packed(Consumer<Member> members);

    /** Hears all that {@link #pack} prints, in parts of any size. */
    interface Packed {
        void bytes(byte[] bytes, int offset, int length);
    }

    /**
     * Something that was packed, as it was just then.
     *
     * @param sha256 of a file's bytes; empty for what is no file, and where the bytes in the archive do not tell
     */
    record Member(String path, long size, long seconds, int nanos, String sha256) {
        public Member withSha256(String digest) {
            return new Member(path, size, seconds, nanos, digest);
        }
    }

    /** Packs files named on stdin with nothing but their bytes, for somebody who reads these; see {@link #contents}. */
    String packPlain(HostProfile host, String root);

    /** Reads what {@link #packPlain} prints: each file begins, has bytes, and is told of when it is over. */
    Packed contents(FileWatcher files);

    /** Hears of files while their bytes go by. */
    interface FileWatcher {
        void begins(String path);

        void bytes(byte[] bytes, int offset, int length);

        void ended(Member file);
    }

    /** Writes what {@link #unpack} takes. */
    Packing packing(OutputStream to);

    /** Files that are packed by us. */
    interface Packing {
        /** @param file with the size of what comes */
        void file(TreeEntry file, InputStream content) throws IOException;

        /** Nothing more comes. */
        void end() throws IOException;
    }

    /** Unpacks stdin below {@code staging/tree}. */
    String unpack(HostProfile host, String staging, Keeping keeping);

    /** Whether directories have the times that were packed once {@link #unpack} has ended; others have to be sent again. */
    boolean keepsTimesOfDirectories(HostProfile host);

    /** Prints a file from a byte on; ends with {@link #CHANGED} where it is not the entry that was listed any more. */
    String send(HostProfile host, String root, TreeEntry entry, long from);

    /** Appends stdin to a file of {@code staging/tree}, then gives it the attributes of its original. */
    String receive(HostProfile host, String staging, TreeEntry entry, Keeping keeping);

    /** Makes second names of files; for each stdin has where the first name may be, where else it is, and the second. */
    String link(HostProfile host);

    /** Removes the paths named on stdin below a directory, with all they hold. */
    String remove(HostProfile host, String root);

    /** Removes a staging directory. */
    String discard(HostProfile host, String staging);

    /** Prints the SHA-256 of the files named on stdin, in that order; see {@link #digests}. */
    String digest(HostProfile host, String root);

    /** Prints the SHA-256 of one large file of a tree in hexadecimal, first of all. */
    String digestOne(HostProfile host, String root, String path);

    /** Reads what {@link #digest} printed: path and hexadecimal digest of each that could be read. */
    void digests(InputStream printed, BiConsumer<String, String> each) throws IOException;

    /** Paths below a root as the scripts take them on stdin. */
    byte[] names(Collection<String> paths);

    /**
     * What is kept of a file beside its bytes.
     *
     * @param owners whose it is; only root can keep that
     * @param numbers owners by number instead of by name
     */
    record Keeping(boolean owners, boolean numbers) {}
}
