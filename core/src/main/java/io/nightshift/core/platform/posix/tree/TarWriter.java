package io.nightshift.core.platform.posix.tree;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts.Packing;
import io.nightshift.core.platform.posix.text.HostText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes files as an archive in the pax interchange format of POSIX.1-2017, which every tar of a host reads. */
final class TarWriter implements Packing {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    /** The largest number that a field of eleven octal digits holds. */
    private static final long MOST = 0_77777777777L;

    private static final int MOST_ID = 07777777;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void file(TreeEntry file, InputStream content) throws IOException {
        ByteArrayOutputStream extended = new ByteArrayOutputStream();
        byte[] path = HostText.encode(file.path());
        extend(extended, "path", path);
        extend(extended, "size", ascii(Long.toString(file.size())));
        extend(extended, "mtime", ascii(file.time()));
        extend(extended, "uid", ascii(Long.toString(file.uid())));
        extend(extended, "gid", ascii(Long.toString(file.gid())));
        extend(extended, "uname", HostText.encode(file.owner()));
        extend(extended, "gname", HostText.encode(file.group()));
        header(ascii("PaxHeaders/file"), file, extended.size(), 'x');
        extended.writeTo(out);
        pad(extended.size());
        header(path, file, file.size(), '0');
        long written = content.transferTo(out);
        if (written != file.size()) {
            throw new IOException("a file changed while it was packed");
        }
        pad(written);
    }

    @Override
    public void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A record of {@code length key=value}, whose length counts its own digits. */
    private static void extend(ByteArrayOutputStream records, String key, byte[] value) {
        int rest = key.length() + value.length + 3;
        int length = rest;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        records.writeBytes(ascii(length + " " + key + "="));
        records.writeBytes(value);
        records.write('\n');
    }

    private void header(byte[] name, TreeEntry file, long size, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(NAME, name.length));
        put(header, 100, "%07o", file.mode());
        put(header, 108, "%07o", Math.min(MOST_ID, file.uid()));
        put(header, 116, "%07o", Math.min(MOST_ID, file.gid()));
        put(header, 124, "%011o", Math.min(MOST, size));
        put(header, 136, "%011o", Math.max(0, Math.min(MOST, file.seconds())));
        header[156] = (byte) type;
        System.arraycopy(ascii("ustar\00000"), 0, header, 257, 8);
        java.util.Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o", sum);
        header[154] = 0;
        out.write(header);
    }

    private static void put(byte[] header, int at, String format, long number) {
        byte[] digits = ascii(String.format(java.util.Locale.ROOT, format, number));
        System.arraycopy(digits, 0, header, at, digits.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }
}
