package io.nightshift.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A tree and where its copy comes to, both on this machine, and what a transfer warns of. */
abstract class TwoTrees {
    @TempDir
    Path folder;

    private final LocalPlace here = new LocalPlace("old");
    private final LocalPlace there = new LocalPlace("new");
    final List<String> warnings = new ArrayList<>();
    Path source;
    Path copy;

    @BeforeEach
    void trees() throws IOException {
        source = Files.createDirectories(folder.resolve("site/data"));
        copy = Files.createDirectories(folder.resolve("srv")).resolve("data");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private final Watch watch = new Watch() {
        @Override
        public void moved(long done, long total) {}

        @Override
        public void waits() {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void pause(Duration time) {}

        @Override
        public void lost(TransportException why, int tries) throws TransportException {
            throw why;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    TreeOrder order(List<String> include, List<String> exclude, boolean deletes, boolean byContent) {
        return new TreeOrder(
                "old",
                source.toString(),
                copy.toString(),
                include,
                exclude,
                deletes,
                byContent,
                false,
                0,
                TreeOrder.Stop.RULE,
                List.of());
    }

    TreeTransfer transfer(TreeOrder order) throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        return new TreeTransfer(order, here, there, LocalPlace.PLATFORM.trees(), lists, watch);
    }

    TreeTransfer transfer() throws IOException {
        return transfer(order(List.of(), List.of(), false, false));
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z")));
    }

    static String listing(Path root) throws Exception {
        Process ls = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cd \"$1\" && find . -printf '%P %y %m %s %T@ %l\\n' | sort; find . -type f | sort | xargs -d '\\n' sha256sum",
                        "sh",
                        root.toString())
                .redirectErrorStream(true)
                .start();
        return new String(ls.getInputStream().readAllBytes());
    }

    /** Lines of what was sent, as {@code sha256sum} checks them. */
    static final class Sums implements Manifest {
        final List<String> lines = new ArrayList<>();

        @Override
        public void begin() {
            lines.clear();
        }

        @Override
        public void sent(TreeEntry entry, String sha256, Instant compared) {
            lines.add(sha256 + "  " + entry.path());
        }

        /** Every file of a tree that was sent is what the manifest says. */
        void mustBeOf(Path tree) throws Exception {
            Path file = Files.write(Files.createTempFile("nightshift", ".sums"), lines);
            Process check = new ProcessBuilder("sha256sum", "-c", "--strict", file.toString())
                    .directory(tree.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(check.getInputStream().readAllBytes()).lines())
                    .allMatch(line -> line.endsWith(": OK"));
            assertThat(check.waitFor()).isZero();
            Files.delete(file);
        }
    }
}
