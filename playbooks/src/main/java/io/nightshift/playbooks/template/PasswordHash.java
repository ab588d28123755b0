package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.PythonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Password hashes for /etc/shadow: SHA-512 and SHA-256 crypt, as specified by Ulrich Drepper ("Unix crypt using SHA-256 and SHA-512", 2008). */
final class PasswordHash {
    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int STANDARD_ROUNDS = 5000;

    private PasswordHash() {}

    static String hash(
            String password, String kind, @Nullable String salt, int rounds, int saltSize, RandomGenerator random) {
        boolean large = switch (kind) {
            case "sha512", "sha512_crypt" -> true;
            case "sha256", "sha256_crypt" -> false;
            default ->
                throw new PythonException(
                        "`password_hash` does not make `" + kind + "` hashes", "use sha512 or sha256");
        };
        String grains = salt == null ? salt(saltSize == 0 ? 16 : saltSize, random) : salt;
        if (!grains.matches("[./0-9A-Za-z]*")) {
            throw new PythonException("a salt has only letters, digits, dots and slashes");
        }
        grains = grains.substring(0, Math.min(16, grains.length()));
        int turns = rounds == 0 ? STANDARD_ROUNDS : Math.max(1000, Math.min(10_000_000, rounds));
        String start = (large ? "$6$" : "$5$") + (rounds == 0 ? "" : "rounds=" + turns + "$") + grains + "$";
        return start + encode(digest(password, grains, turns, large ? "SHA-512" : "SHA-256"), large);
    }

    static String salt(int size, RandomGenerator random) {
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < Math.min(size, 16); i++) {
            salt.append(ALPHABET.charAt(random.nextInt(64)));
        }
        return salt.toString();
    }

    private static byte[] digest(String password, String saltText, int rounds, String algorithm) {
        byte[] key = password.getBytes(StandardCharsets.UTF_8);
        byte[] salt = saltText.getBytes(StandardCharsets.UTF_8);
        MessageDigest hash = hasher(algorithm);
        byte[] alternate = sum(hash, key, salt, key);
        hash.update(key);
        hash.update(salt);
        hash.update(stretched(alternate, key.length));
        for (int bits = key.length; bits > 0; bits >>= 1) {
            hash.update((bits & 1) == 1 ? alternate : key);
        }
        byte[] result = hash.digest();
        for (int i = 0; i < key.length; i++) {
            hash.update(key);
        }
        byte[] keys = stretched(hash.digest(), key.length);
        for (int i = 0; i < 16 + (result[0] & 0xff); i++) {
            hash.update(salt);
        }
        byte[] salts = stretched(hash.digest(), salt.length);
        for (int i = 0; i < rounds; i++) {
            hash.update(i % 2 == 1 ? keys : result);
            if (i % 3 != 0) {
                hash.update(salts);
            }
            if (i % 7 != 0) {
                hash.update(keys);
            }
            hash.update(i % 2 == 1 ? result : keys);
            result = hash.digest();
        }
        return result;
    }

    private static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sum(MessageDigest hash, byte[]... parts) {
        for (byte[] part : parts) {
            hash.update(part);
        }
        return hash.digest();
    }

    private static byte[] stretched(byte[] bytes, int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = bytes[i % bytes.length];
        }
        return result;
    }

    /** The bytes in the order the format prescribes, six bits a letter. */
    private static String encode(byte[] hash, boolean large) {
        StringBuilder out = new StringBuilder();
        int third = hash.length / 3;
        int[] at = {0, third, 2 * third};
        for (int i = 0; i < third; i++) {
            int[] order = large
                    ? new int[] {i % 3, (i + 1) % 3, (i + 2) % 3}
                    : new int[] {(3 - i % 3) % 3, (4 - i % 3) % 3, (5 - i % 3) % 3};
            letters(
                    out,
                    hash[at[order[0]] + i] & 0xff,
                    hash[at[order[1]] + i] & 0xff,
                    hash[at[order[2]] + i] & 0xff,
                    4);
        }
        if (large) {
            letters(out, 0, 0, hash[63] & 0xff, 2);
        } else {
            letters(out, 0, hash[31] & 0xff, hash[30] & 0xff, 3);
        }
        return out.toString();
    }

    private static void letters(StringBuilder out, int high, int middle, int low, int count) {
        int bits = (high << 16) | (middle << 8) | low;
        for (int i = 0; i < count; i++) {
            out.append(ALPHABET.charAt(bits & 0x3f));
            bits >>= 6;
        }
    }
}
