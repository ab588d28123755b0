package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.ManifestNotes;
import io.nightshift.core.report.ReportFormat;
import io.nightshift.core.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift report}: the night, for the person who has to explain it. */
@Command(
        name = "report",
        description = {
            "Tells a run host by host: every change with before and after, what was taken back, what was not.",
            "From the journal alone; no host is asked. Hosts that need somebody come first, with the next command."
        })
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default), html (one page to keep or print), csv or json.")
    ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it to this file, for your eyes only (mode 0600).")
    @Nullable
    Path output;

    @Option(
            names = "--manifest",
            description =
                    "Every file that transfers sent, as CSV: its size, SHA-256, and when both ends were compared.")
    boolean manifest;

    @Parameters(arity = "1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
    String run = "";

    @Override
    public Integer call() {
        String text;
        try (RunStore store = Workbench.store()) {
            text = manifest
                    ? manifest(store, StoredRuns.find(store, run).id())
                    : format.of(
                            new Reports(store, Instant.now()).of(StoredRuns.find(store, run)), ZoneId.systemDefault());
        }
        if (output == null) {
            System.out.print(text);
            System.out.flush();
        } else {
            write(output, text);
        }
        return ExitCode.OK;
    }

    private static String manifest(RunStore store, String id) {
        StringBuilder all = new StringBuilder(ManifestNotes.HEADER).append('\n');
        for (RunStore.HostRecord host : store.hosts(id)) {
            ManifestNotes.of(store, id, host.name(), line -> all.append(line).append('\n'));
        }
        return all.toString();
    }

    /** Beside it first, then renamed over it: an old report stays whole until the new one is. */
    static void write(Path file, String text) {
        Path target = file.toAbsolutePath();
        try {
            if (Files.isDirectory(target)) {
                throw new Failure("error: " + file + " is a folder\nhint: give the name of a file after -o");
            }
            Path beside = Files.createTempFile(
                    target.getParent(),
                    ".report",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(beside, text, StandardCharsets.UTF_8);
                Files.move(
                        beside,
                        target,
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            Path folder = target.getParent();
            String why = folder != null && Files.isDirectory(folder)
                    ? "its folder cannot be written to"
                    : "its folder is not there";
            throw new Failure("error: the report cannot be written to " + file + ": " + why
                    + "\nhint: name a file in a folder that is there and that you may write to");
        }
    }
}
