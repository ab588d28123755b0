package io.nightshift.core.platform.posix.tree;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeEntry.Kind;
import io.nightshift.core.platform.posix.text.HostText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads entries of three parts, each ended by a NUL: numbers and names of owners, the path, where a link leads. */
final class ListingReader {
    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;
    private static final int BLOCK = 512;
    /** Mode, uid, gid, owner, group, size, time, device and inode, links, blocks. */
    private static final int FIELDS = 10;

    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int end;

    ListingReader(InputStream in) {
        this.in = in;
    }

    void read(Consumer<TreeEntry> entries) throws IOException {
        for (byte[] numbers = part(); numbers != null; numbers = part()) {
            byte[] path = part();
            byte[] target = part();
            if (path == null || target == null) {
                throw cutOff();
            }
            entries.accept(entry(HostText.decode(numbers), HostText.decode(path), HostText.decode(target)));
        }
    }

    /** Up to the next NUL; null at the end. Trees have millions of files: bytes are not looked at one by one through a stream. */
    private byte @Nullable [] part() throws IOException {
        byte[] begun = new byte[0];
        while (true) {
            int stop = at;
            while (stop < end && block[stop] != 0) {
                stop++;
            }
            byte[] part = Arrays.copyOf(begun, begun.length + stop - at);
            System.arraycopy(block, at, part, begun.length, stop - at);
            if (stop < end) {
                at = stop + 1;
                return part;
            }
            begun = part;
            at = 0;
            end = in.read(block);
            if (end < 0) {
                end = 0;
                if (begun.length > 0) {
                    throw cutOff();
                }
                return null;
            }
        }
    }

    private static EOFException cutOff() {
        return new EOFException("the listing of a tree ends in the middle of an entry");
    }

    private static TreeEntry entry(String line, String path, String target) throws IOException {
        String[] parts = line.split(":");
        if (parts.length != FIELDS) {
            throw new IOException("the listing of a tree has a line that nobody understands: " + line);
        }
        try {
            String time = parts[6];
            int dot = time.indexOf('.');
            String fraction = dot < 0 ? "" : (time.substring(dot + 1) + "000000000").substring(0, 9);
            long seconds = Long.parseLong(dot < 0 ? time : time.substring(0, dot));
            return new TreeEntry(
                    path,
                    kind(parts[0]),
                    permissions(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    name(parts[3], parts[1]),
                    name(parts[4], parts[2]),
                    Long.parseLong(parts[5]),
                    seconds,
                    fraction.isEmpty() ? 0 : Integer.parseInt(fraction),
                    parts[7],
                    Integer.parseInt(parts[8]),
                    Long.parseLong(parts[9]) * BLOCK,
                    target);
        } catch (NumberFormatException e) {
            throw new IOException("the listing of a tree has a line that nobody understands: " + line, e);
        }
    }

    private static String name(String name, String number) {
        return name.equals("UNKNOWN") || name.isEmpty() ? number : name;
    }

    /** A letter of find and octal permissions, or {@code x} and all of the mode in hexadecimal. */
    private static Kind kind(String mode) {
        return switch (mode.charAt(0)) {
            case 'f' -> Kind.FILE;
            case 'd' -> Kind.DIRECTORY;
            case 'l' -> Kind.LINK;
            case 's' -> Kind.SOCKET;
            case 'x' ->
                switch (Integer.parseInt(mode.substring(1), HEX) & TYPE) {
                    case 0100000 -> Kind.FILE;
                    case 0040000 -> Kind.DIRECTORY;
                    case 0120000 -> Kind.LINK;
                    case 0140000 -> Kind.SOCKET;
                    default -> Kind.DEVICE;
                };
            default -> Kind.DEVICE;
        };
    }

    private static int permissions(String mode) {
        return Integer.parseInt(mode.substring(1), mode.charAt(0) == 'x' ? HEX : OCTAL) & PERMISSIONS;
    }
}
