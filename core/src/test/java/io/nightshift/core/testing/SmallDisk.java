package io.nightshift.core.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own, in memory, that can be filled; needs root. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /** Whether this process may mount one. */
    public static boolean isPossible() {
        try (SmallDisk tried = mount(Files.createTempDirectory("nightshift-disk"), 1)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Mounts it on a folder, which is there and empty. */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException {
        call("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Takes all that is free. */
    public synchronized void fill() {
        fill(0);
    }

    /** Leaves so many bytes free. */
    public synchronized void fill(long leaving) {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (leaving == 0 || folder.toFile().getUsableSpace() > leaving) {
                out.write(piece);
            }
        } catch (IOException e) {
            if (leaving > 0 || !String.valueOf(e.getMessage()).contains("No space left")) {
                throw new IllegalStateException(e);
            }
        }
    }

    public synchronized void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void call(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        call("umount", "-l", folder.toString());
    }
}
