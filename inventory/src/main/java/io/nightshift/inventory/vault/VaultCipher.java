package io.nightshift.inventory.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in counter mode with an HMAC, keys from PBKDF2: the cipher named AES256 by ansible-vault. */
final class VaultCipher {
    static final int SALT_BYTES = 32;
    private static final int ITERATIONS = 10_000;
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;

    private final SecretKeySpec key;
    private final SecretKeySpec hmacKey;
    private final IvParameterSpec counter;

    VaultCipher(char[] password, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, ITERATIONS, (2 * KEY_BYTES + BLOCK_BYTES) * 8);
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            key = new SecretKeySpec(bytes, 0, KEY_BYTES, "AES");
            hmacKey = new SecretKeySpec(bytes, KEY_BYTES, KEY_BYTES, "HmacSHA256");
            counter = new IvParameterSpec(bytes, 2 * KEY_BYTES, BLOCK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    byte[] encrypt(byte[] plain) {
        int padding = BLOCK_BYTES - plain.length % BLOCK_BYTES;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        return apply(Cipher.ENCRYPT_MODE, padded);
    }

    byte[] hmac(byte[] ciphertext) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hmacKey);
            return mac.doFinal(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 has HmacSHA256", e);
        }
    }

    /** The plain bytes; empty if the password is wrong or the text was changed. */
    Optional<byte[]> decrypt(byte[] ciphertext, byte[] expectedHmac) {
        if (!MessageDigest.isEqual(hmac(ciphertext), expectedHmac)) {
            return Optional.empty();
        }
        byte[] padded = apply(Cipher.DECRYPT_MODE, ciphertext);
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (padding < 1 || padding > BLOCK_BYTES || padding > padded.length) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(padded, padded.length - padding));
    }

    private byte[] apply(int mode, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, counter);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 has AES/CTR/NoPadding", e);
        }
    }
}
