package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.OutputSink;
import io.nightshift.core.transport.ShellQuote;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Moves files to and from one host, as any user, with nothing but sh and cat: small ones through the open shell without a
 * fork, large ones through a channel of their own, and in pieces through the shell where a host has no channel to spare.
 */
public final class HostFiles {
    private static final int SMALL = 64 << 10;
    private static final int PIECE = 512 << 10;
    private static final int CHUNK = 2 << 20;

    private final UserShells shells;

    public HostFiles(UserShells shells) {
        this.shells = shells;
    }

    /** See {@link io.nightshift.core.transport.Connection#upload}. */
    public void upload(Become as, String path, InputStream bytes, long size, Deadline deadline)
            throws TransportException {
        if (size <= SMALL) {
            uploadSmall(as, path, new SizedSource(bytes, size, path).next((int) size), deadline);
            return;
        }
        SizedSource source = new SizedSource(bytes, size, path);
        if (as instanceof Become.User && BecomeCommand.of(as, "r", "p").terminal()) {
            uploadInPieces(as, path, source, deadline);
            return;
        }
        ShellProcess process;
        try {
            process = shells.process(as, deadline);
        } catch (TransportException e) {
            if (e.kind() != Kind.CHANNEL_LIMIT) {
                throw e;
            }
            uploadInPieces(as, path, source, deadline);
            return;
        }
        try (process) {
            new ChannelUpload(shells.who(as), process, shells.token(), deadline).send(path, source);
        }
    }

    private void uploadSmall(Become as, String path, byte[] bytes, Deadline deadline) throws TransportException {
        String text = asText(bytes);
        String content = text == null
                ? "base64 -d <<'_ns'\n"
                        + Base64.getMimeEncoder(76, new byte[] {10}).encodeToString(bytes) + "\n_ns\n"
                : "printf %s " + ShellQuote.quote(text);
        write(as, path, ">", content, deadline);
    }

    private void uploadInPieces(Become as, String path, SizedSource source, Deadline deadline)
            throws TransportException {
        String redirection = ">";
        while (source.left() > 0) {
            byte[] piece = source.next(PIECE);
            String content = "base64 -d <<'_ns'\n"
                    + Base64.getMimeEncoder(76, new byte[] {10}).encodeToString(piece) + "\n_ns\n";
            write(as, path, redirection, content, deadline);
            redirection = ">>";
        }
    }

    private void write(Become as, String path, String redirection, String content, Deadline deadline)
            throws TransportException {
        String script = "umask 077\n{ " + content + "\n} " + redirection + ShellQuote.quote(path)
                + "\n_ns_s=$?\numask \"$_ns_umask\"\n[ $_ns_s = 0 ]";
        Frame frame = shells.run(as, script, deadline, OutputSink.NONE);
        if (!frame.succeeded()) {
            throw cannot("write", as, path, frame.stderr().text());
        }
    }

    /** See {@link io.nightshift.core.transport.Connection#download}. */
    public long download(Become as, String path, OutputStream to, long maxBytes, Deadline deadline)
            throws TransportException {
        String from = " <" + ShellQuote.quote(path);
        long read = 0;
        while (true) {
            long wanted = Math.min(CHUNK, maxBytes - read + 1);
            String script = read == 0
                    ? "head -c " + wanted + from
                    : "{ tail -c +" + (read + 1) + " | head -c " + wanted + "; } " + from;
            Frame frame = shells.run(as, script, deadline, OutputSink.NONE);
            if (!frame.succeeded()) {
                throw cannot("read", as, path, frame.stderr().text());
            }
            byte[] bytes = frame.stdout().bytes();
            int kept = (int) Math.min(bytes.length, maxBytes - read);
            try {
                to.write(bytes, 0, kept);
            } catch (IOException e) {
                throw new TransportException(
                        Kind.FILE, "What " + path + " of " + shells.who(as) + " holds could not be kept here: " + e, e);
            }
            read += kept;
            if (kept < bytes.length) {
                throw new TransportException(
                        Kind.FILE,
                        path + " of " + shells.who(as) + " is longer than the " + maxBytes + " bytes allowed");
            }
            if (bytes.length < wanted) {
                return read;
            }
        }
    }

    private TransportException cannot(String what, Become as, String path, String words) {
        return new TransportException(
                Kind.FILE,
                path + " could not be " + (what.equals("read") ? "read" : "written") + " as " + shells.who(as) + ": "
                        + words.strip());
    }

    /** The bytes as text that a shell word can carry; null where they are no such text. */
    private static @Nullable String asText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
