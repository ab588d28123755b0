package io.nightshift.inventory.script;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An executable of the technician's: a dynamic inventory, or a program that prints a vault password.
 *
 * <p>It is started directly, never through a shell, in its own folder, with nothing on its standard input.
 *
 * @param file the executable
 * @param timeLimit after this it is killed, with everything it started
 */
public record Script(Path file, Duration timeLimit) {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int SHOWN_ERROR_LINES = 5;

    /** What a script printed before it ended with status 0. */
    public record Output(String text, String errors) {}

    /**
     * Runs the script and waits for its end.
     *
     * @throws ScriptFailure if it cannot be started, ends with another status than 0, or exceeds its limits
     */
    public Output run(String... arguments) throws ScriptFailure {
        List<String> command = new ArrayList<>();
        command.add(file.toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Process process = start(command);
        try {
            CompletableFuture<byte[]> text = CompletableFuture.supplyAsync(() -> drain(process.getInputStream()));
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()));
            if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ScriptFailure(
                        "the script did not finish within " + timeLimit.toSeconds() + " s",
                        "run it by hand to see what it waits for: `" + String.join(" ", command) + "`");
            }
            // A child that outlives the script may hold the pipe open: what is there after a second is all.
            Output output = new Output(decode(text.get(1, TimeUnit.SECONDS)), decode(errors.get(1, TimeUnit.SECONDS)));
            if (process.exitValue() != 0) {
                throw failed(process.exitValue(), output);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptFailure("the script was interrupted", null);
        } catch (TimeoutException e) {
            throw new ScriptFailure("the script ended, but something it started keeps its output open", null);
        } catch (ExecutionException e) {
            throw new ScriptFailure("the script wrote more than " + MOST_BYTES + " bytes", null);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command) throws ScriptFailure {
        ProcessBuilder builder = new ProcessBuilder(command);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        try {
            return builder.start();
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            boolean format = reason.contains("Exec format error");
            boolean missing = reason.contains("No such file");
            throw new ScriptFailure(
                    "the script cannot be started"
                            + (format
                                    ? ": it has no `#!` line"
                                    : missing ? ": the program in its `#!` line is not here" : ""),
                    format || missing
                            ? "install that program, or begin the script with a line such as `#!/usr/bin/env python3`"
                            : reason);
        }
    }

    private static ScriptFailure failed(int status, Output output) {
        List<String> lines = output.errors().lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_ERROR_LINES), lines.size()));
        return new ScriptFailure(
                "the script ended with exit status " + status,
                last.isEmpty() ? "it printed nothing on standard error" : "it said: " + last);
    }

    private static byte[] drain(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                if (out.size() > MOST_BYTES) {
                    throw new IllegalStateException("too much output");
                }
            }
        } catch (IOException e) {
            // The script was killed: what came until then is all there is.
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    private static String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
