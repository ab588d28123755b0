package io.nightshift.playbooks.module;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a file to be written: in memory, or in a file on the controller that need not fit there. */
public sealed interface Content {
    /** Lower-case hexadecimal SHA-256 of the bytes. */
    String sha256();

    /** Number of bytes. */
    long size();

    static Content of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static Content of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    record Bytes(byte[] bytes) implements Content {
        @Override
        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + bytes.length + " bytes]";
        }
    }

    /** A file on the controller; size and checksum are those it had when the task was planned and are checked again on arrival. */
    record LocalFile(Path path, long size, String sha256) implements Content {}
}
