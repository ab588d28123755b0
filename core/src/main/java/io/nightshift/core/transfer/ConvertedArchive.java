package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.FileWatcher;
import io.nightshift.core.platform.TreeScripts.Member;
import io.nightshift.core.platform.TreeScripts.Packed;
import io.nightshift.core.platform.TreeScripts.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** An archive of a source's files becomes one of what they are converted to, a file at a time. */
final class ConvertedArchive implements FileWatcher, AutoCloseable {
    private final Converting converting;
    private final EntryFile.Reader expected;
    private final Packed reader;
    private final Packing packing;
    private @Nullable OutputStream open;
    private @Nullable IOException ofController;
    private boolean asListed = true;

    ConvertedArchive(TreeScripts scripts, Converting converting, EntryFile entries, OutputStream out)
            throws IOException {
        this.converting = converting;
        this.expected = entries.read();
        this.reader = scripts.contents(this);
        this.packing = scripts.packing(out);
    }

    /** Hears the source's archive, and writes the destination's. */
    Flow.Sink sink() {
        return new Flow.Sink() {
            @Override
            public void bytes(byte[] bytes, int offset, int length) throws IOException {
                try {
                    reader.bytes(bytes, offset, length);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }

            @Override
            public void end() throws IOException {
                packing.end();
            }
        };
    }

    /** @throws TransferFailure where it was the controller that had no room, and neither end */
    void check() throws TransferFailure {
        if (ofController != null) {
            throw new TransferFailure("what is converted cannot be kept here: " + ofController.getMessage());
        }
    }

    /** Whether every file was there, and is the one that was listed. */
    boolean isAsListed() {
        return asListed && expected.peek() == null;
    }

    @Override
    public void begins(String path) {
        kept(() -> open = converting.next());
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        OutputStream file = java.util.Objects.requireNonNull(open);
        kept(() -> file.write(bytes, offset, length));
    }

    @Override
    public void ended(Member member) {
        OutputStream file = open;
        if (file == null) {
            return;
        }
        open = null;
        TreeEntry[] converted = new TreeEntry[1];
        kept(() -> {
            file.close();
            TreeEntry entry = expected.take();
            while (entry != null && !entry.path().equals(member.path())) {
                asListed = false; // it has vanished, or cannot be read
                entry = expected.take();
            }
            if (entry == null || !Seen.isAsListed(entry, member)) {
                asListed = false;
            } else {
                converted[0] = converting.convert(entry);
            }
        });
        if (converted[0] != null) {
            try (InputStream content = converting.converted()) {
                packing.file(converted[0], content);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the destination takes no more; its status says why
            }
        }
    }

    /** Something with a file of the controller. */
    private interface Kept {
        void make() throws IOException;
    }

    private void kept(Kept work) {
        try {
            work.make();
        } catch (IOException e) {
            ofController = e;
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        expected.close();
        if (open != null) {
            open.close();
        }
    }
}
