package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Content.LocalFile;
import io.nightshift.playbooks.module.ModuleFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A zip archive of the controller as a plain tar file, which every host can unpack; in the ustar format with GNU's long names. */
final class ZipAsTar {
    /** The same archive goes to many hosts, so it is converted once. */
    private static final Map<String, LocalFile> KNOWN = new ConcurrentHashMap<>();

    private static final int BLOCK = 512;

    private final OutputStream out;

    private ZipAsTar(OutputStream out) {
        this.out = out;
    }

    /** @param wanted decides by the member's path; {@code choice} stands for it in the cache */
    static Content of(LocalFile zip, Predicate<String> wanted, String choice) {
        return KNOWN.computeIfAbsent(zip.sha256() + choice, same -> convert(zip, wanted));
    }

    private static LocalFile convert(LocalFile zip, Predicate<String> wanted) {
        try {
            Path tar = Files.createTempFile("nightshift", ".tar");
            tar.toFile().deleteOnExit();
            try (FileSystem members =
                            FileSystems.newFileSystem(zip.path(), Map.of("enablePosixFileAttributes", "true"));
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar));
                    Stream<Path> all = Files.walk(members.getPath("/"))) {
                ZipAsTar converted = new ZipAsTar(out);
                for (Path member : (Iterable<Path>) all.sorted()::iterator) {
                    String name = HostPath.clean(member.toString().substring(1));
                    if (!name.isEmpty() && !name.equals(".") && wanted.test(name)) {
                        converted.add(member, name);
                    }
                }
                out.write(new byte[2 * BLOCK]);
            }
            return new LocalFile(tar, Files.size(tar), Digests.of(tar, "SHA-256"));
        } catch (IOException e) {
            throw new ModuleFailure(zip.path() + " cannot be read as zip: " + e.getMessage());
        }
    }

    private void add(Path member, String name) throws IOException {
        boolean directory = Files.isDirectory(member);
        byte[] text = (directory ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
        if (text.length > 100) {
            header("././@LongLink".getBytes(StandardCharsets.UTF_8), 0644, text.length + 1L, 0, 'L');
            out.write(text);
            pad(text.length);
        }
        long size = directory ? 0 : Files.size(member);
        FileTime changed = Files.getLastModifiedTime(member);
        header(text, mode(member, directory), size, Math.max(0, changed.toMillis() / 1000), directory ? '5' : '0');
        if (!directory) {
            Files.copy(member, out);
            pad(size);
        }
    }

    private static int mode(Path member, boolean directory) throws IOException {
        int mode = 0;
        if (Files.getAttribute(member, "zip:permissions") instanceof Set<?> permissions) {
            for (PosixFilePermission permission : PosixFilePermission.values()) {
                mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
            }
            return mode;
        }
        return directory ? 0755 : 0644;
    }

    private void header(byte[] name, int mode, long size, long time, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(100, name.length));
        put(header, 100, String.format("%07o", mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", size));
        put(header, 136, String.format("%011o", time));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar  ");
        put(header, 265, "root");
        put(header, 297, "root");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        out.write(header);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    /** The words that decide which members are wanted. */
    static String choice(List<String> include, List<String> exclude) {
        return "|" + String.join("|", include) + "!" + String.join("|", exclude);
    }
}
