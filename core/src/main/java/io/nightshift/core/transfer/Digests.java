package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.BufferedOutputStream;
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

    /** A digest that need not be asked for; asked in the order of the tree. */
    interface Known extends AutoCloseable {
        Known NOTHING = entry -> "";

        /** Empty where it is not known. */
        String of(TreeEntry entry) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    void compare(Root source, Root copy, EntryFile entries, Compared compared)
            throws TransportException, TransferFailure {
        compare(source, copy, entries, Known.NOTHING, Known.NOTHING, compared);
    }

    /** Asks for what is not known of either. */
    void compare(Root source, Root copy, EntryFile entries, Known ofSource, Known ofCopy, Compared compared)
            throws TransportException, TransferFailure {
        try {
            Side one = new Side(source, "source");
            Side other = new Side(copy, "copy");
            try (one;
                    other;
                    EntryFile.Reader reader = entries.read()) {
                for (TreeEntry entry = reader.take(); entry != null; entry = reader.take()) {
                    if (entry.isFile()) {
                        one.wants(entry, ofSource.of(entry));
                        other.wants(entry, ofCopy.of(entry));
                    }
                }
            }
            BothHosts.work(watch, one::ask, other::ask);
            try (EntryFile.Reader reader = entries.read();
                    Answers first = one.answers();
                    Answers second = other.answers()) {
                for (TreeEntry entry = reader.take(); entry != null; entry = reader.take()) {
                    if (entry.isFile()) {
                        compared.file(entry, first.of(entry.path()), second.of(entry.path()));
                    }
                }
            }
        } catch (IOException e) {
            throw new TransferFailure("what was compared cannot be kept here: " + e.getMessage());
        }
    }

    /** One of both ends: what is known of it, and what has to be asked for. */
    private final class Side implements AutoCloseable {
        private final Root root;
        private final Path known;
        private final Path asked;
        private final EntryFile unknown;
        private final DataOutputStream out;

        private Side(Root root, String name) throws IOException {
            this.root = root;
            this.known = folder.resolve("digests.known-" + name);
            this.asked = folder.resolve("digests." + name);
            this.unknown = new EntryFile(folder.resolve("digests.unknown-" + name));
            this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(known)));
            Files.write(asked, new byte[0]);
        }

        private void wants(TreeEntry entry, String digest) throws IOException {
            if (digest.isEmpty()) {
                unknown.add(entry);
            } else {
                out.writeUTF(entry.path());
                out.writeUTF(digest);
            }
        }

        /** Everything is said that is wanted. */
        @Override
        public void close() throws IOException {
            unknown.close();
            out.close();
        }

        private void ask() throws TransportException, TransferFailure {
            if (unknown.count() > 0) {
                keep(root, unknown, asked);
            }
        }

        private Answers answers() throws IOException {
            return new Answers(new DigestFile(known), new DigestFile(asked));
        }
    }

    /** What is known by now, in the order of the tree. */
    private record Answers(DigestFile known, DigestFile asked) implements AutoCloseable {
        private String of(String path) throws IOException {
            String digest = known.of(path);
            return digest.isEmpty() ? asked.of(path) : digest;
        }

        @Override
        public void close() throws IOException {
            known.close();
            asked.close();
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
}
