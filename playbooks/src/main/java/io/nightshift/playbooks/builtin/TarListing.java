package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.builtin.ArchiveMember.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in a tar file: the POSIX ustar and pax formats and GNU's long names; see tar(5). */
final class TarListing {
    private static final int BLOCK = 512;

    private final InputStream in;
    private final List<ArchiveMember> members = new ArrayList<>();
    private @Nullable String longName;
    private @Nullable String longTarget;

    private TarListing(InputStream in) {
        this.in = in;
    }

    /** @throws IOException when it cannot be read or is not a tar file */
    static List<ArchiveMember> read(InputStream in) throws IOException {
        TarListing listing = new TarListing(in);
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK) {
            throw new IOException("it is not a tar file");
        }
        while (header.length == BLOCK && header[0] != 0) {
            listing.member(header);
            header = in.readNBytes(BLOCK);
        }
        return List.copyOf(listing.members);
    }

    private void member(byte[] header) throws IOException {
        if (!new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar")) {
            throw new IOException("it is not a tar file");
        }
        long size = number(header, 124, 12);
        char type = (char) header[156];
        switch (type) {
            case 'L' -> longName = text(data(size));
            case 'K' -> longTarget = text(data(size));
            case 'x' -> extended(data(size));
            case 'g' -> data(size);
            default -> {
                add(header, type, size);
                longName = null;
                longTarget = null;
            }
        }
    }

    private void add(byte[] header, char type, long size) throws IOException {
        String prefix = field(header, 345, 155);
        String ownName = field(header, 0, 100);
        boolean pax = header[262] == 0;
        String name = longName != null ? longName : pax && !prefix.isEmpty() ? prefix + "/" + ownName : ownName;
        String target = longTarget != null ? longTarget : field(header, 157, 100);
        Kind kind = switch (type) {
            case '0', '\0', '7' -> name.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
            case '5' -> Kind.DIRECTORY;
            case '2' -> Kind.LINK;
            default -> Kind.OTHER;
        };
        String sha256 = kind == Kind.FILE ? digest(size) : null;
        if (kind != Kind.FILE) {
            data(size);
        }
        int mode = (int) number(header, 100, 8) & 07777;
        if (!HostPath.clean(name).equals(".")) {
            members.add(new ArchiveMember(
                    name, kind, mode, kind == Kind.FILE ? size : -1, sha256, kind == Kind.LINK ? target : null));
        }
    }

    /** Records of {@code LENGTH KEY=VALUE} lines, of which only the names matter here. */
    private void extended(byte[] data) {
        int at = 0;
        while (at < data.length) {
            int blank = at;
            while (blank < data.length && data[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(data, at, blank - at, StandardCharsets.US_ASCII));
            String record = new String(data, blank + 1, at + length - blank - 2, StandardCharsets.UTF_8);
            if (record.startsWith("path=")) {
                longName = record.substring("path=".length());
            } else if (record.startsWith("linkpath=")) {
                longTarget = record.substring("linkpath=".length());
            }
            at += length;
        }
    }

    private byte[] data(long size) throws IOException {
        if (size > 1 << 20) {
            throw new IOException("a header of it is larger than 1 MiB");
        }
        byte[] bytes = in.readNBytes((int) size);
        in.skipNBytes(padding(size));
        return bytes;
    }

    private String digest(long size) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            long left = size;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("it ends in the middle of a file");
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
            in.skipNBytes(padding(size));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    /** Octal digits, or beyond 8 GiB a binary number that its first bit marks. */
    private static long number(byte[] header, int at, int length) {
        if ((header[at] & 0x80) != 0) {
            byte[] bytes = Arrays.copyOfRange(header, at, at + length);
            bytes[0] &= 0x7f;
            return new BigInteger(bytes).longValueExact();
        }
        String digits = field(header, at, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String field(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return field(bytes, 0, bytes.length);
    }
}
