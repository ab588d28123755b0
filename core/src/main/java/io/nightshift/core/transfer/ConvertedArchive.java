package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.FileWatcher;
import io.nightshift.core.platform.TreeScripts.Member;
import io.nightshift.core.platform.TreeScripts.Packed;
import io.nightshift.core.platform.TreeScripts.Packing;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** An archive of a source's files becomes one of what they are converted to, a file at a time. */
final class ConvertedArchive implements FileWatcher, AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final Converting converting;
    private final EntryFile.Reader expected;
    private final Packed reader;
    private final Packing packing;
    private final OutputStream out;
    private @Nullable OutputStream open;
    private @Nullable IOException ofController;
    private boolean asListed = true;

    ConvertedArchive(TreeScripts scripts, Converting converting, EntryFile entries, OutputStream out)
            throws IOException {
        this.converting = converting;
        this.expected = entries.read();
        this.reader = scripts.contents(this);
        this.packing = scripts.packing(out);
        this.out = out;
    }

    /** Until the end of what comes; then both scripts have ended. */
    Flow.Ended through(HostStream from, HostStream to, Flow flow) throws TransportException, TransferFailure {
        boolean broken = false;
        byte[] buffer = new byte[BLOCK];
        flow.begin();
        try (out) {
            InputStream in = from.output();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reader.bytes(buffer, 0, read);
                flow.went(read);
            }
            packing.end();
        } catch (IOException | UncheckedIOException e) {
            broken = true;
        }
        if (ofController != null) {
            throw new TransferFailure("what is converted cannot be kept here: " + ofController.getMessage());
        }
        int received = to.await(Flow.ENDING);
        if (broken && received != 0) {
            from.close();
            return new Flow.Ended(0, received);
        }
        if (broken) {
            Flow.rest(from.output(), buffer);
        }
        return new Flow.Ended(from.await(Flow.ENDING), received);
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
