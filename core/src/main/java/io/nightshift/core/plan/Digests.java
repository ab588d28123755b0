package io.nightshift.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digests under a key of the plan's own. The key is not in the plan but in the journal, so that nobody who reads a plan finds out a
 * short secret by trying, nor changes the plan unseen.
 */
public final class Digests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private final SecretKeySpec key;

    private Digests(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A new key. */
    public static Digests fresh(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Digests(key);
    }

    /** The key as {@link #keyText} gave it. */
    public static Digests of(String keyText) {
        return new Digests(HexFormat.of().parseHex(keyText));
    }

    /** Only ever stored encrypted. */
    public String keyText() {
        return HexFormat.of().formatHex(key.getEncoded());
    }

    public String of(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    public String ofText(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
