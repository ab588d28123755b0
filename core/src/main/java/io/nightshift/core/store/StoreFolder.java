package io.nightshift.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The folder a store lives in, and who may look into it: its owner and nobody else. */
final class StoreFolder {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Path SELF = Path.of("/proc/self");

    private StoreFolder() {}

    /** The folder of this user's store when none is named: {@code NIGHTSHIFT_STATE}, else by the rules of the system. */
    static Path standard(Map<String, String> environment, String home, boolean root) {
        String named = environment.getOrDefault("NIGHTSHIFT_STATE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (root) {
            return Path.of("/var/lib/nightshift-controller");
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return states.resolve("nightshift-controller");
    }

    /**
     * Makes the folder if it is not there, and refuses one that others may open.
     *
     * @return the folder without symbolic links
     */
    static Path prepare(Path folder) {
        try {
            if (Files.notExists(folder)) {
                Path parent = folder.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
            }
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new StoreException("The store needs a folder, but " + real + " is a file.");
            }
            requireOwn(real, "chmod 700");
            return real;
        } catch (IOException e) {
            throw new StoreException(
                    "The store's folder " + folder + " cannot be used: " + e
                            + ". Name another one in NIGHTSHIFT_STATE, or make this one writable.",
                    e);
        }
    }

    /** Refuses a file or folder that is not ours alone. */
    static void requireOwn(Path path, String remedy) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        permissions.removeAll(OWNER_ONLY_FOLDER);
        if (!permissions.isEmpty()) {
            throw new StoreException("Other users may open " + path + " ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + "), and the store would no"
                    + " longer be private. Type: " + remedy + " " + path);
        }
        if (!isOwn(path)) {
            throw new StoreException(path + " belongs to the user " + Files.getOwner(path)
                    + ". Work as that user, or name a folder of your own in NIGHTSHIFT_STATE.");
        }
    }

    private static boolean isOwn(Path path) throws IOException {
        return Files.notExists(SELF)
                || Files.getAttribute(SELF, "unix:uid")
                        .equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    /** Takes from others what the umask left them; called for files that a library made inside the private folder. */
    static void keepPrivate(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    /** Makes new names in a folder survive a power cut. */
    static void syncDirectory(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
