package io.nightshift.core.store;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the owner's socket is: {@code socket} in the store's folder, or, since the system allows a socket's path no more than about
 * a hundred bytes, in a short private folder that the file {@code socket.path} names.
 */
final class SocketPlace {
    private static final int LONGEST_PATH = 100;
    private static final String NAME = "socket";

    private SocketPlace() {}

    /** Finds a place for a new socket and clears away what a killed owner left. */
    static Path claim(Path folder, Map<String, String> environment) throws IOException {
        Path pointer = pointer(folder);
        release(folder);
        Path inside = folder.resolve(NAME);
        if (fits(inside)) {
            return inside;
        }
        Path elsewhere = shortFolder(environment).resolve(NAME);
        Path fresh = folder.resolve("socket.path.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(StoreFolder.OWNER_ONLY));
        Files.writeString(fresh, elsewhere.toString());
        Files.move(fresh, pointer, StandardCopyOption.ATOMIC_MOVE);
        return elsewhere;
    }

    private static Path shortFolder(Map<String, String> environment) throws IOException {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path parent = Path.of(runtime.isEmpty() ? "/tmp" : runtime);
        if (!Files.isWritable(parent)
                || !fits(parent.resolve("nightshift-12345678901234567890").resolve(NAME))) {
            parent = Path.of("/tmp");
        }
        return Files.createTempDirectory(
                parent,
                "nightshift-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** The address where an owner may be listening, null while there is none. */
    static @Nullable UnixDomainSocketAddress find(Path folder) throws IOException {
        Path socket = named(folder);
        if (socket == null) {
            socket = folder.resolve(NAME);
        } else {
            StoreFolder.requireOwn(parentOf(socket), "chmod 700");
        }
        return Files.exists(socket) ? UnixDomainSocketAddress.of(socket) : null;
    }

    /** Removes the socket and the way to it. Only the store's owner may call this. */
    static void release(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
        Path elsewhere = named(folder);
        if (elsewhere != null) {
            StoreFolder.requireOwn(parentOf(elsewhere), "chmod 700");
            Files.deleteIfExists(elsewhere);
            Files.deleteIfExists(parentOf(elsewhere));
            Files.deleteIfExists(pointer(folder));
        }
    }

    private static @Nullable Path named(Path folder) throws IOException {
        try {
            return Path.of(Files.readString(pointer(folder)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Path parentOf(Path socket) throws IOException {
        Path parent = socket.getParent();
        if (parent == null || !parent.isAbsolute()) {
            throw new IOException("the file socket.path names no folder");
        }
        return parent;
    }

    private static Path pointer(Path folder) {
        return folder.resolve("socket.path");
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }
}
