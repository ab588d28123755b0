package io.nightshift.core.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Scripts that list whole trees, pack and unpack them, and read digests; they run as streams and hold no state. */
public interface TreeScripts {
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

    /** Unpacks stdin below {@code staging/tree}. */
    String unpack(HostProfile host, String staging, Keeping keeping);

    /** Prints a file from a byte on. */
    String send(HostProfile host, String root, String path, long from);

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
