package io.nightshift.core.platform;

/**
 * One file, directory or link of a tree as its host lists it.
 *
 * @param path below the root, with {@code /} between names; empty for the root itself
 * @param owner the host's name for {@code uid}, or the number where it has none; {@code group} likewise
 * @param nanos below the second of {@code seconds}; zero where the host tells none
 * @param identity the same for all names of one file (device and inode)
 * @param links how many names the file has
 * @param held bytes that it takes up on its file system; less than {@code size} where it has holes
 * @param target where a link leads, else empty
 */
public record TreeEntry(
        String path,
        Kind kind,
        int mode,
        long uid,
        long gid,
        String owner,
        String group,
        long size,
        long seconds,
        int nanos,
        String identity,
        int links,
        long held,
        String target) {
    /** What it is. {@code DEVICE} is a device or a named pipe; a {@code SOCKET} belongs to a running program and is never moved. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        DEVICE,
        SOCKET
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /** The same with so many bytes, and no holes. */
    public TreeEntry sized(long bytes) {
        return new TreeEntry(
                path, kind, mode, uid, gid, owner, group, bytes, seconds, nanos, identity, links, bytes, target);
    }

    /** The same with no other name. */
    public TreeEntry alone() {
        return new TreeEntry(path, kind, mode, uid, gid, owner, group, size, seconds, nanos, identity, 1, held, target);
    }

    /** The same by another path. */
    public TreeEntry called(String other) {
        return new TreeEntry(
                other, kind, mode, uid, gid, owner, group, size, seconds, nanos, identity, links, held, target);
    }

    /** The directory it is in, empty at the top. */
    public String directory() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Its own name. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether both were last changed at the same time, as far as both hosts tell it. */
    public boolean sameTime(TreeEntry other) {
        return seconds == other.seconds && (nanos == other.nanos || nanos == 0 || other.nanos == 0);
    }

    /** Seconds since the epoch with nanoseconds, as {@code touch -d @…} takes them. */
    public String time() {
        return nanos == 0 ? Long.toString(seconds) : String.format(java.util.Locale.ROOT, "%d.%09d", seconds, nanos);
    }
}
