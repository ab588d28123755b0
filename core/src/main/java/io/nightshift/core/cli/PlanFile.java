package io.nightshift.core.cli;

import io.nightshift.core.plan.PlanText;
import io.nightshift.core.plan.RunPlan;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A plan and its text, as read from a file or to be written to one.
 *
 * @param id the SHA-256 of the text
 */
record PlanFile(RunPlan plan, String text, String id) {
    static PlanFile read(Path file) {
        try {
            return of(file, Files.readString(file));
        } catch (IOException e) {
            throw new Failure("error: the plan " + file + " cannot be read: "
                    + (Files.exists(file) ? e.getMessage() : "there is no such file")
                    + "\nhint: `nightshift plan PLAYBOOK -o " + file + "` makes one");
        }
    }

    static PlanFile of(Path file, String text) {
        try {
            return new PlanFile(PlanText.read(text), text, PlanText.id(text));
        } catch (PlanText.Unreadable e) {
            throw new Failure("error: " + file + ": " + e.getMessage());
        }
    }

    /** Writes it for its owner alone: whole, or not at all. */
    void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(
                    folder,
                    ".plan-",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(temporary, text);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new Failure("error: " + file + " cannot be written: it must be a plain file");
        } catch (IOException e) {
            throw new Failure("error: the plan cannot be written to " + file + ": " + e.getMessage());
        }
    }
}
