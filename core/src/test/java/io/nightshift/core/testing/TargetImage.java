package io.nightshift.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image of the targets; made by {@code core/src/test/docker/build-image} when it is missing or out of date. */
final class TargetImage {
    static final String NAME = System.getenv().getOrDefault("NIGHTSHIFT_TARGET_IMAGE", "nightshift/target:bookworm");
    private static boolean checked;

    private TargetImage() {}

    static synchronized String ready() {
        if (!checked) {
            build(script());
            checked = true;
        }
        return NAME;
    }

    private static void build(Path script) {
        try {
            Process process = new ProcessBuilder("sh", script.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The image of the test targets could not be built.\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building the image", e);
        }
    }

    /** Tests run with their module's folder as working directory; the script is in the neighbour {@code core}. */
    private static Path script() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("core/src/test/docker/build-image");
            if (Files.exists(script)) {
                return script;
            }
        }
        throw new IllegalStateException("core/src/test/docker/build-image not found above the working directory");
    }
}
