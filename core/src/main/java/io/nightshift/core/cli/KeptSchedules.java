package io.nightshift.core.cli;

import io.nightshift.core.schedule.Reconciliation;
import io.nightshift.core.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Keeps the schedules what a file says, as long as {@code serve} is up: looks at it now and then, and reads it when it has changed. */
final class KeptSchedules {
    private final Store store;
    private final Path file;
    private final Consumer<String> log;
    private String seen = "";

    KeptSchedules(Store store, Path file, Consumer<String> log) {
        this.store = store;
        this.file = file;
        this.log = log;
    }

    /** A file that is wrong changes nothing: what it said before goes on, and the log says what is the matter. */
    void look() {
        String now = look(file);
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Reconciliation todo = ScheduleApplyCommand.read(store, file, nowhere, System.getProperty("user.name", ""));
            todo.carryOut(store);
            ScheduleApplyCommand.tell(todo, "", text -> log.accept(file + ": " + text));
        } catch (Failure e) {
            log.accept(file + " is not taken: " + e.getMessage());
        }
    }

    private static String look(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
