package io.nightshift.core.platform.posix;

import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A shell of this machine, used as the transport uses one: the script comes on stdin and goes through eval. */
record SomeShell(String name, List<String> command, Path home) {
    /** Every POSIX shell that this machine has. */
    static Stream<String> names() {
        return Stream.of("sh", "dash", "bash", "busybox sh")
                .filter(name -> Stream.of("/bin/", "/usr/bin/")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder + name.split(" ")[0]))));
    }

    static SomeShell of(String name, Path home) {
        return new SomeShell(name, Arrays.asList(name.split(" ")), home);
    }

    Frame run(String script) {
        return run(script, Map.of());
    }

    Frame run(String script, Map<String, String> environment) {
        try {
            List<String> words = new ArrayList<>(command);
            words.add("-s");
            ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile());
            builder.environment().put("HOME", home.toString());
            builder.environment().put("LC_ALL", "C");
            builder.environment().remove("NIGHTSHIFT_HOST_ROOT");
            builder.environment().putAll(environment);
            Process process = builder.start();
            CompletableFuture<byte[]> out = readAll(process.getInputStream());
            CompletableFuture<byte[]> err = readAll(process.getErrorStream());
            try (OutputStream in = process.getOutputStream()) {
                in.write(("_ns_umask=$(umask)\ncommand eval '" + script.replace("'", "'\\''")
                                + "' </dev/null\nexit $?\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            int status = process.waitFor();
            return new Frame(status, new Output(out.join(), 0, new byte[0]), new Output(err.join(), 0, new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<byte[]> readAll(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
