package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs that lookups run on the controller. */
final class Programs {
    private static final int MINUTES = 10;

    private Programs() {}

    static NewList outputs(List<@Nullable Object> terms, Scope scope) {
        NewList outputs = new NewList();
        terms.forEach(term -> outputs.add(run(Text.of(term), scope).stripTrailing()));
        return outputs;
    }

    static NewList lines(List<@Nullable Object> terms, Scope scope) {
        NewList lines = new NewList();
        terms.forEach(term -> lines.addAll(Words.lines(run(Text.of(term), scope), false)));
        return lines;
    }

    /** Runs a shell command beside the playbook; its error output goes to ours. */
    private static String run(String command, Scope scope) {
        Path output = null;
        try {
            output = Files.createTempFile("nightshift-lookup", ".out");
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            if (scope.has("playbook_dir")
                    && scope.get("playbook_dir") instanceof String folder
                    && Files.isDirectory(Path.of(folder))) {
                builder.directory(Path.of(folder).toFile());
            }
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new LookupException("the command did not end within " + MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new LookupException(
                        "the command ended with status " + process.exitValue(),
                        "it runs on the controller; try it there: " + command);
            }
            Bounds.text(Files.size(output));
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new LookupException("cannot run the command: " + problem.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LookupException("interrupted");
        } finally {
            delete(output);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftOver) {
            file.toFile().deleteOnExit();
        }
    }
}
