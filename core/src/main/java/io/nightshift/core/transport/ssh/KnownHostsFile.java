package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.ssh.KnownHostsLine.Marker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes new hosts into a known_hosts file, names hashed, one writer at a time. */
final class KnownHostsFile {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private KnownHostsFile() {}

    /**
     * Appends the key unless the file holds it already.
     *
     * @throws TransportException of kind {@code HOST_KEY_CHANGED} when another key was written down in the meantime
     */
    static synchronized void add(Path file, String name, byte[] key) throws TransportException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Set<StandardOpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // The lock keeps other processes of ours out; a single write of one line keeps the file whole for OpenSSH.
            try (FileChannel channel = FileChannel.open(file, options, PRIVATE);
                    var lock = channel.lock()) {
                if (lock.isValid() && !holds(channel, file, name, key)) {
                    append(channel, name, key);
                }
            }
        } catch (IOException e) {
            throw new TransportException(
                    Kind.SETTINGS, "The new host key cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean holds(FileChannel channel, Path file, String name, byte[] key)
            throws IOException, TransportException {
        int number = 0;
        boolean other = false;
        // Through this channel: on POSIX, closing any other one of the same file would drop our lock.
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {}
        for (String text : new String(content.array(), StandardCharsets.ISO_8859_1).split("\n")) {
            KnownHostsLine line = KnownHostsLine.parse(file, ++number, text).orElse(null);
            if (line != null && line.marker() == Marker.NONE && line.names(name)) {
                if (line.holds(key)) {
                    return true;
                }
                other = true;
            }
        }
        if (other) {
            throw new TransportException(
                    Kind.HOST_KEY_CHANGED,
                    "Two connections to " + name + " were shown two different keys at the same time; none was kept."
                            + " Compare both with the host's own /etc/ssh/*.pub");
        }
        return false;
    }

    private static void append(FileChannel channel, String name, byte[] key) throws IOException {
        byte[] salt = new byte[20];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] hash = KnownHostsLine.hash(salt, name.toLowerCase(Locale.ROOT));
        String line = String.join(
                        " ",
                        List.of(
                                "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash),
                                KnownHostsLine.typeOf(key),
                                base64.encodeToString(key)))
                + "\n";
        long end = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n') {
            line = "\n" + line;
        }
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), end);
        channel.force(false);
    }
}
