package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.io.IOException;
import java.time.Instant;

/** Keeps what is known of every file of a tree: its path, size and SHA-256, and when both ends were compared. */
public interface Manifest {
    /** Nothing is kept. */
    Manifest NONE = new Manifest() {
        @Override
        public void begin() {}

        @Override
        public void sent(TreeEntry entry, String sha256, Instant compared) {}
    };

    /** What was kept before is not so any more. */
    void begin() throws TransferFailure;

    /** A file that was sent, and is the same at both ends; they come in the order of the tree. */
    void sent(TreeEntry entry, String sha256, Instant compared) throws IOException;
}
