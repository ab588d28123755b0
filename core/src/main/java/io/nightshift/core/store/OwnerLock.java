package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock that makes a process the owner of a store; the system takes it away with the process, however it dies. The file holds the
 * owner's process id, for messages.
 */
final class OwnerLock implements AutoCloseable {
    /**
     * Folders locked by this process. The file must not even be opened a second time here: on POSIX systems closing any descriptor
     * of a file gives up the process's locks on it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private OwnerLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock if nobody holds it.
     *
     * @param folder without symbolic links
     * @return null if this or another process holds it
     */
    static @Nullable OwnerLock tryToTake(Path folder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            return null;
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(
                    file(folder),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(StoreFolder.OWNER_ONLY));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return null;
            }
            sign(channel);
            taken = true;
            return new OwnerLock(folder, channel);
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(folder);
            }
        }
    }

    /** Only for messages: the lock holds on a full disk, too. */
    private static void sign(FileChannel channel) {
        try {
            ByteBuffer pid =
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
            channel.write(pid, 0);
            channel.truncate(pid.limit());
        } catch (IOException e) {
            // Then a message says less.
        }
    }

    /** Who holds the lock, for a message. */
    static String holder(Path folder) {
        if (HELD_HERE.contains(folder)) {
            return "this process";
        }
        try {
            return "process " + Files.readString(file(folder)).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("lock");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
