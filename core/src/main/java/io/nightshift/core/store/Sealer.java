package io.nightshift.core.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts single values with AES-256-GCM. A sealed value is one byte of format (1), twelve of nonce, then the ciphertext with its
 * tag. Column and row are bound in, so a value moved to another place does not open.
 */
final class Sealer {
    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    Sealer(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * Seals a value that may be absent.
     *
     * @param column table and column, such as {@code steps.message}
     * @param row the row's key
     */
    byte @Nullable [] sealOptional(@Nullable String value, String column, Object... row) {
        return value == null ? null : seal(value, column, row);
    }

    byte[] seal(String value, String column, Object... row) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, column, row);
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            byte[] sealed = new byte[1 + NONCE + cipher.getOutputSize(text.length)];
            sealed[0] = FORMAT;
            System.arraycopy(nonce, 0, sealed, 1, NONCE);
            cipher.doFinal(text, 0, text.length, sealed, 1 + NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new StoreException("This Java cannot encrypt with AES-256-GCM, which the store needs.", e);
        }
    }

    @Nullable
    String openOptional(byte @Nullable [] sealed, String column, Object... row) {
        return sealed == null ? null : open(sealed, column, row);
    }

    String open(byte[] sealed, String column, Object... row) {
        try {
            if (sealed.length < 1 + NONCE || sealed[0] != FORMAT) {
                throw new GeneralSecurityException("not a sealed value of format " + FORMAT);
            }
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, column, row);
            return new String(cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "A value in the store (" + column + ") cannot be decrypted: it was written with another key, or"
                            + " was changed from outside.",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String column, Object... row) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        StringBuilder place = new StringBuilder();
        TextList.append(place, column);
        for (Object part : row) {
            TextList.append(place, part.toString());
        }
        cipher.updateAAD(place.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
