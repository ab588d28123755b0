package io.nightshift.core.platform.posix.tree;

import io.nightshift.core.platform.TreeScripts.FileWatcher;
import io.nightshift.core.platform.TreeScripts.Member;
import io.nightshift.core.platform.TreeScripts.Packed;
import io.nightshift.core.platform.posix.text.HostText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive while it flows by: the pax interchange format of POSIX.1-2017 (pax, "EXTENDED DESCRIPTION") as GNU tar writes it,
 * with its extension for files with holes ("Storing Sparse Files" in its manual). What it does not understand ends its reading, and
 * nobody hears of what comes after.
 */
final class TarReader implements Packed {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int TIME_AT = 136;
    private static final int NUMBER = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;
    /** More attributes than any host gives to a file. */
    private static final long MOST_ATTRIBUTES = 4L << 20;

    private static final int OCTAL = 8;
    /** Marks a file whose bytes in the archive are not those of the file. */
    private static final String UNKNOWN = "?";

    private final Consumer<Member> members;
    private final @Nullable FileWatcher watcher;
    private final byte[] header = new byte[BLOCK];
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private final MessageDigest sha256;
    /** Of the next member. */
    private final Map<String, byte[]> extended = new HashMap<>();

    private boolean hasHoles;

    private int headerRead;
    private long body;
    private int padding;
    private boolean readsAttributes;
    private boolean longName;
    private @Nullable Member file;
    private boolean over;

    /** @param watcher hears of the bytes of files, where somebody wants them */
    TarReader(Consumer<Member> members, @Nullable FileWatcher watcher) {
        this.members = members;
        this.watcher = watcher;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        try {
            read(bytes, offset, offset + length);
        } catch (NumberFormatException e) {
            over = true;
        }
    }

    private void read(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && !over) {
            if (body > 0) {
                int part = (int) Math.min(end - at, body);
                body(bytes, at, part);
                at += part;
            } else if (padding > 0) {
                int part = Math.min(end - at, padding);
                padding -= part;
                at += part;
            } else {
                int part = Math.min(end - at, BLOCK - headerRead);
                System.arraycopy(bytes, at, header, headerRead, part);
                headerRead += part;
                at += part;
                if (headerRead == BLOCK) {
                    headerRead = 0;
                    header();
                }
            }
        }
    }

    private void body(byte[] bytes, int at, int part) {
        if (readsAttributes) {
            attributes.write(bytes, at, part);
        } else if (file != null && watcher != null) {
            watcher.bytes(bytes, at, part);
        } else if (file != null) {
            sha256.update(bytes, at, part);
        } else if (longName) {
            attributes.write(bytes, at, part);
        }
        body -= part;
        if (body == 0) {
            ended();
        }
    }

    private void header() {
        if (header[0] == 0 && header[TYPE_AT] == 0) {
            over = true; // the block of zeros that ends an archive
            return;
        }
        char type = (char) header[TYPE_AT];
        body = extended.containsKey("size") ? Long.parseLong(text("size")) : octal(SIZE_AT);
        if (body < 0) {
            throw new NumberFormatException("no size");
        }
        padding = (int) (-body & (BLOCK - 1));
        readsAttributes = type == 'x';
        longName = type == 'L';
        file = null;
        switch (type) {
            case 'x', 'L' -> {
                over = body > MOST_ATTRIBUTES;
                attributes.reset();
            }
            case 'g' -> {} // of all that follow; GNU tar says nothing of names, sizes and times there
            case 0, '0', '7' -> {
                file = member();
                if (watcher != null) {
                    watcher.begins(file.path());
                }
            }
            case '1', '2', '3', '4', '5', '6' -> members.accept(member());
            default -> over = true;
        }
        if (type != 'x' && type != 'g' && type != 'L') {
            extended.clear();
            hasHoles = false;
        }
        if (body == 0) {
            ended();
        }
    }

    private void ended() {
        if (readsAttributes) {
            readsAttributes = false;
            extend(attributes.toByteArray());
        } else if (longName) {
            // GNU tar's way, and BusyBox's: the name of the next member, ended by a NUL.
            longName = false;
            byte[] name = attributes.toByteArray();
            extended.put("path", Arrays.copyOf(name, Math.max(0, name.length - 1)));
        } else if (file != null) {
            String digest = HexFormat.of().formatHex(sha256.digest());
            members.accept(file.sha256().equals(UNKNOWN) ? file.withSha256("") : file.withSha256(digest));
            file = null;
        }
    }

    private Member member() {
        String path = hasHoles && extended.containsKey("GNU.sparse.name") ? text("GNU.sparse.name") : path();
        long size = hasHoles && extended.containsKey("GNU.sparse.realsize")
                ? Long.parseLong(text("GNU.sparse.realsize"))
                : body;
        String time = extended.containsKey("mtime") ? text("mtime") : Long.toString(octal(TIME_AT));
        int dot = time.indexOf('.');
        String fraction = dot < 0 ? "" : (time.substring(dot + 1) + "000000000").substring(0, 9);
        return new Member(
                relative(path),
                size,
                Long.parseLong(dot < 0 ? time : time.substring(0, dot)),
                fraction.isEmpty() ? 0 : Integer.parseInt(fraction),
                hasHoles ? UNKNOWN : "");
    }

    private String path() {
        if (extended.containsKey("path")) {
            return text("path");
        }
        String prefix = string(PREFIX_AT, PREFIX);
        return prefix.isEmpty() ? string(0, NAME) : prefix + "/" + string(0, NAME);
    }

    private static String relative(String path) {
        String inside = path.startsWith("./") ? path.substring(2) : path.equals(".") ? "" : path;
        return inside.endsWith("/") ? inside.substring(0, inside.length() - 1) : inside;
    }

    private String text(String key) {
        return HostText.decode(extended.getOrDefault(key, new byte[0]));
    }

    private String string(int at, int most) {
        int end = at;
        while (end < at + most && header[end] != 0) {
            end++;
        }
        return HostText.decode(Arrays.copyOfRange(header, at, end));
    }

    private long octal(int at) {
        String digits = new String(header, at, NUMBER, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, OCTAL);
    }

    /** Records of {@code length key=value}, each ended by a line feed; the length counts all of it. */
    private void extend(byte[] records) {
        int at = 0;
        while (at < records.length) {
            int blank = indexOf(records, ' ', at);
            int length = Integer.parseInt(new String(records, at, blank - at, StandardCharsets.ISO_8859_1));
            int equals = indexOf(records, '=', blank);
            if (length <= 0 || at + length > records.length || equals >= at + length - 1) {
                throw new NumberFormatException("not a record of attributes");
            }
            String key = new String(records, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            hasHoles |= key.startsWith("GNU.sparse");
            extended.put(key, Arrays.copyOfRange(records, equals + 1, at + length - 1));
            at += length;
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new NumberFormatException("not a record of attributes");
    }
}
