package io.nightshift.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds the key of a store: the systemd credential {@code nightshift-key}, else the file {@code key} in the store's folder. Either
 * holds 32 bytes in base64, as {@code openssl rand -base64 32} prints them.
 */
final class StoreKey {
    private static final int BYTES = 32;
    private static final String CREDENTIAL = "nightshift-key";

    private StoreKey() {}

    /**
     * Reads the key, or makes one.
     *
     * @param mayMake whether there is no store yet that another key belongs to
     */
    static SecretKey of(Path folder, Map<String, String> environment, boolean mayMake, SecureRandom random) {
        String credentials = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        Path credential = Path.of(credentials, CREDENTIAL);
        Path file = folder.resolve("key");
        try {
            if (!credentials.isEmpty() && Files.exists(credential)) {
                return read(credential);
            }
            if (Files.notExists(file)) {
                if (!mayMake) {
                    throw new StoreException("The store in " + folder + " has lost its key: " + file
                            + " is not there, and what the store holds cannot be read without it. Bring the file back"
                            + " from a backup, or move the folder away to begin a new store.");
                }
                make(file, random);
            }
            StoreFolder.requireOwn(file, "chmod 600");
            return read(file);
        } catch (IOException e) {
            throw new StoreException("The store's key " + file + " cannot be used: " + e, e);
        }
    }

    private static SecretKey read(Path file) throws IOException {
        byte[] key;
        try {
            key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new StoreException("The key in " + file + " is not base64. It should be one line of 44 characters.");
        }
        if (key.length != BYTES) {
            throw new StoreException(
                    "The key in " + file + " has " + key.length + " bytes where " + BYTES + " are needed.");
        }
        return new SecretKeySpec(key, "AES");
    }

    /** Writes aside and links into place: whoever comes second finds a whole key and uses it. */
    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        Path folder = file.resolveSibling("");
        Path fresh = Files.createTempFile(
                folder, "key", ".new", PosixFilePermissions.asFileAttribute(StoreFolder.OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer text =
                        StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(key) + "\n");
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(fresh);
        }
        StoreFolder.syncDirectory(folder);
    }
}
