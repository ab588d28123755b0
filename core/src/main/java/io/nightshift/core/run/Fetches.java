package io.nightshift.core.run;

import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/** Brings files of a host to the controller: under a temporary name first, so that what is there is whole. */
final class Fetches {
    private static final long MAX_BYTES = 64L << 30;
    private final RunContext run;

    Fetches(RunContext run) {
        this.run = run;
    }

    Outcome apply(HostAccess access, FileChange.FetchFile fetch) throws TransportException {
        run.asksForOthers("a file that is fetched");
        Instant started = run.clock.instant();
        Path destination = Path.of(fetch.localPath()).toAbsolutePath();
        try {
            Path parent = destination.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path temporary = Files.createTempFile(
                    parent,
                    ".nightshift-",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                try (OutputStream out = Files.newOutputStream(temporary)) {
                    access.entry().open().download(access.become(), fetch.path(), out, MAX_BYTES, Duration.ofHours(2));
                }
                Files.move(temporary, destination, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            return new Outcome.Failed(fetch, destination + " cannot be written: " + e.getMessage(), 1, "", "");
        }
        return new Outcome.Done(fetch, 0, "", "", started, run.clock.instant());
    }
}
