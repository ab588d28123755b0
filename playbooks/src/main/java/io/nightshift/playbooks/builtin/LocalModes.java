package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The permissions of files on the controller, for {@code mode: preserve}. */
final class LocalModes {
    private LocalModes() {}

    /** Permission bits; 0644 where the controller's file system has none. */
    static int of(Path file) {
        try {
            int mode = 0;
            for (PosixFilePermission right : Files.getPosixFilePermissions(file)) {
                // the nine permissions are declared from owner read (0400) down to others execute (0001)
                mode |= 0400 >> right.ordinal();
            }
            return mode;
        } catch (UnsupportedOperationException e) {
            return 0644;
        } catch (IOException e) {
            throw new ModuleFailure(file + " can no longer be read on the controller: " + e.getMessage());
        }
    }
}
