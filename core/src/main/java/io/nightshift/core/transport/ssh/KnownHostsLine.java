package io.nightshift.core.transport.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One entry of a known_hosts file; the format is described in sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param hosts patterns separated by commas, or one hashed name
 * @param keyType such as {@code ssh-ed25519}
 * @param key the public key as it travels on the wire
 */
record KnownHostsLine(Path file, int line, Marker marker, String hosts, String keyType, byte[] key) {
    enum Marker {
        NONE,
        CERT_AUTHORITY,
        REVOKED
    }

    /** The entry on that line; empty for comments, blank lines and lines that OpenSSH would skip as well. */
    static Optional<KnownHostsLine> parse(Path file, int number, String text) {
        String[] words = text.strip().split("[ \t]+");
        Marker marker = Marker.NONE;
        int at = 0;
        if (words[0].startsWith("@")) {
            if (words[0].equals("@cert-authority")) {
                marker = Marker.CERT_AUTHORITY;
            } else if (words[0].equals("@revoked")) {
                marker = Marker.REVOKED;
            } else {
                return Optional.empty();
            }
            at = 1;
        }
        if (words[0].startsWith("#") || words.length < at + 3) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words[at + 2]);
            String keyType = typeOf(key);
            return keyType.equals(words[at + 1])
                    ? Optional.of(new KnownHostsLine(file, number, marker, words[at], keyType, key))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The type that a public key on the wire begins with. */
    static String typeOf(byte[] key) {
        if (key.length < 4) {
            throw new IllegalArgumentException("No public key is that short");
        }
        int length = (key[0] & 255) << 24 | (key[1] & 255) << 16 | (key[2] & 255) << 8 | key[3] & 255;
        if (length < 1 || length > key.length - 4) {
            throw new IllegalArgumentException("The public key does not begin with its type");
        }
        return new String(key, 4, length, StandardCharsets.US_ASCII);
    }

    /** Whether this entry speaks of the host; the name is {@code host}, or {@code [host]:port} on a port other than 22. */
    boolean names(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (hosts.startsWith("|1|")) {
            String[] parts = hosts.split("\\|");
            return parts.length == 4 && hashMatches(parts[2], parts[3], name);
        }
        boolean matched = false;
        for (String pattern : List.of(hosts.split(","))) {
            boolean negated = pattern.startsWith("!");
            if (NamePattern.matches(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean hashMatches(String salt, String hash, String name) {
        try {
            byte[] expected = Base64.getDecoder().decode(hash);
            return MessageDigest.isEqual(expected, hash(Base64.getDecoder().decode(salt), name));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static byte[] hash(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA1", e);
        }
    }

    boolean holds(byte[] otherKey) {
        return Arrays.equals(key, otherKey);
    }

    /** Where it stands, as {@code file:line}. */
    String position() {
        return file + ":" + line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownHostsLine that && line == that.line && file.equals(that.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode() * 31 + line;
    }
}
