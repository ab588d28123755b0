package io.nightshift.core.transfer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Digests in the order of the entries, without those that could not be read. */
final class DigestFile implements AutoCloseable {
    private final DataInputStream in;
    private String path = "";
    private String digest = "";
    private boolean ahead;

    DigestFile(Path file) throws IOException {
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
