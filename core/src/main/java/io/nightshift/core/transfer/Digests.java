package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The SHA-256 of files at both ends, worked out by both hosts at the same time. */
final class Digests {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Duration ENDING = Duration.ofMinutes(5);

    private final TreeScripts scripts;
    private final Path folder;
    private final Watch watch;

    Digests(TreeScripts scripts, Path folder, Watch watch) {
        this.scripts = scripts;
        this.folder = folder;
        this.watch = watch;
    }

    /** A tree at a place. */
    record Root(Place place, String path, boolean oneFile) {
        String directory() {
            return oneFile ? path.substring(0, Math.max(1, path.lastIndexOf('/'))) : path;
        }

        /** What the scripts call a path of the tree. */
        String named(String relative) {
            return oneFile ? path.substring(path.lastIndexOf('/') + 1) : relative;
        }
    }

    /** What became of one file; a digest is empty where the file could not be read. */
    interface Compared {
        void file(TreeEntry entry, String source, String copy) throws IOException;
    }

    void compare(Root source, Root copy, EntryFile entries, Compared compared)
            throws TransportException, TransferFailure {
        Path first = folder.resolve("digests.source");
        Path second = folder.resolve("digests.copy");
        BothHosts.work(watch, () -> keep(source, entries, first), () -> keep(copy, entries, second));
        try (EntryFile.Reader reader = entries.read();
                Digested one = new Digested(first);
                Digested other = new Digested(second)) {
            for (TreeEntry entry = reader.take(); entry != null; entry = reader.take()) {
                if (entry.isFile()) {
                    compared.file(entry, one.of(entry.path()), other.of(entry.path()));
                }
            }
        } catch (IOException e) {
            throw new TransferFailure("what was compared cannot be kept here: " + e.getMessage());
        }
    }

    /** Lets one host work out its digests, and keeps them. */
    private void keep(Root root, EntryFile entries, Path file) throws TransportException, TransferFailure {
        Place place = root.place();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
                HostStream stream = place.connection().stream(
                        place.become(), scripts.digest(place.profile(), root.directory()), OPENING)) {
            Names.tell(stream, scripts, entries, entry -> entry.isFile() ? root.named(entry.path()) : null);
            scripts.digests(stream.output(), (path, digest) -> {
                try {
                    out.writeUTF(root.oneFile() ? "" : path);
                    out.writeUTF(digest);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            int status = stream.await(ENDING);
            if (status != 0 && !Listing.onlyVanished(stream.errors())) {
                throw new TransferFailure(
                        "files on " + place.name() + " cannot be read: " + Listing.firstLines(stream.errors()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new TransferFailure("what was compared cannot be kept here: " + e.getMessage());
        }
    }

    /** Digests in the order of the entries, without those that could not be read. */
    private static final class Digested implements AutoCloseable {
        private final DataInputStream in;
        private String path = "";
        private String digest = "";
        private boolean ahead;

        private Digested(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        }

        String of(String wanted) throws IOException {
            if (!ahead) {
                in.mark(1);
                if (in.read() < 0) {
                    return "";
                }
                in.reset();
                path = in.readUTF();
                digest = in.readUTF();
                ahead = true;
            }
            if (!path.equals(wanted)) {
                return "";
            }
            ahead = false;
            return digest;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
