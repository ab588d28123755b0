package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.ModuleFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Digests that return values are given in, beside the SHA-256 by which contents are compared. */
final class Digests {
    /** Digests by algorithm and SHA-256 of files on the controller: the same file goes to thousands of hosts. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 10_000;

    private Digests() {}

    /** The SHA-1 that Ansible's copy and template return as {@code checksum}. */
    static String sha1(Content content) {
        return of(content, "SHA-1");
    }

    /** The MD5 that Ansible's copy and template return as {@code md5sum}. */
    static String md5(Content content) {
        return of(content, "MD5");
    }

    private static String of(Content content, String algorithm) {
        if (content instanceof Content.LocalFile file) {
            if (KNOWN.size() > MOST_KNOWN) {
                KNOWN.clear();
            }
            return KNOWN.computeIfAbsent(algorithm + file.sha256(), same -> of(file.path(), algorithm));
        }
        return of(((Content.Bytes) content).bytes(), algorithm);
    }

    /** Lower-case hexadecimal digest; {@code algorithm} by Java's name. */
    static String of(byte[] bytes, String algorithm) {
        return HexFormat.of().formatHex(digest(algorithm).digest(bytes));
    }

    /** The SHA-1 of a file on the controller. */
    static String sha1(Path file) {
        return of(file, "SHA-1");
    }

    /** The digest of a file on the controller; {@code algorithm} by Java's name. */
    static String of(Path file, String algorithm) {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new ModuleFailure(file + " can no longer be read on the controller: " + e.getMessage());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new ModuleFailure("there is no checksum called " + algorithm);
        }
    }
}
