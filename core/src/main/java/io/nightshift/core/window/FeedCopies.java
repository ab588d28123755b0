package io.nightshift.core.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Keeps the last good text of each calendar, for when its server does not answer. Only its owner can read them. */
final class FeedCopies {
    private final Path folder;

    /** @param folder made when it is needed */
    FeedCopies(Path folder) {
        this.folder = folder;
    }

    /** What a calendar held when it could last be read. */
    record Copy(String text, Instant taken) {}

    Optional<Copy> find(FeedAddress address) {
        Path file = file(address);
        try {
            return Optional.of(new Copy(
                    Files.readString(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where it cannot be kept there is no copy; that is no reason to stop. */
    void keep(FeedAddress address, String text, Instant now) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // Made with mode 0600.
            Path fresh = Files.createTempFile(folder, "new", ".ics");
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.setLastModifiedTime(fresh, FileTime.from(now));
            Files.move(fresh, file(address), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LoggerFactory.getLogger(FeedCopies.class).warn("no copy of a calendar is kept", e);
        }
    }

    private Path file(FeedAddress address) {
        return folder.resolve(address.key() + ".ics");
    }
}
