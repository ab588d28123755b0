package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.Member;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What was seen of the source while it went by: the SHA-256 of every file that was sent whole, and whether everything went by just as
 * it had been listed. It saves the source from reading everything a second time.
 */
final class Seen {
    private final Path file;
    private final Map<String, String> alone = new HashMap<>();
    private boolean packed;

    /** @param folder of the controller, for what does not fit into memory */
    Seen(Path folder) {
        this.file = folder.resolve("digests.seen");
    }

    /** Nothing that was seen before counts. */
    void forget() {
        packed = false;
        alone.clear();
    }

    /** Watches an archive of these entries go by. */
    Archive archive(TreeScripts scripts, EntryFile entries) throws IOException {
        return new Archive(scripts, entries);
    }

    /** A file that went by alone, from its first byte to its last. */
    void file(String path, MessageDigest digest) {
        alone.put(path, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether what was packed is what was listed. */
    static boolean isAsListed(TreeEntry entry, Member member) {
        return (!entry.isFile() || entry.size() == member.size())
                && entry.seconds() == member.seconds()
                && (entry.nanos() == member.nanos() || entry.nanos() == 0);
    }

    /** Answers for files in the order of the tree. */
    Digests.Known known() throws IOException {
        if (!packed) {
            return entry -> alone.getOrDefault(entry.path(), "");
        }
        DigestFile digests = new DigestFile(file);
        return new Digests.Known() {
            @Override
            public String of(TreeEntry entry) throws IOException {
                String one = alone.get(entry.path());
                return one != null ? one : digests.of(entry.path());
            }

            @Override
            public void close() throws IOException {
                digests.close();
            }
        };
    }

    /** An archive that goes by. */
    final class Archive implements AutoCloseable {
        private final EntryFile.Reader expected;
        private final DataOutputStream out;
        private final TreeScripts.Packed reader;
        private boolean asListed = true;

        private Archive(TreeScripts scripts, EntryFile entries) throws IOException {
            expected = entries.read();
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            reader = scripts.packed(this::member);
        }

        void bytes(byte[] bytes, int offset, int length) {
            reader.bytes(bytes, offset, length);
        }

        private void member(Member member) {
            try {
                TreeEntry entry = expected.take();
                while (entry != null && !entry.path().equals(member.path())) {
                    asListed = false; // it has vanished, or cannot be read
                    entry = expected.take();
                }
                asListed &= entry != null && isAsListed(entry, member);
                if (asListed && !member.sha256().isEmpty()) {
                    out.writeUTF(member.path());
                    out.writeUTF(member.sha256());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * It is over, and neither end has complained.
         *
         * @return whether all went by as it was listed; only then does what was seen count
         */
        boolean counts() throws IOException {
            close();
            packed = asListed && expected.peek() == null;
            return packed;
        }

        @Override
        public void close() throws IOException {
            out.close();
            expected.close();
        }
    }
}
