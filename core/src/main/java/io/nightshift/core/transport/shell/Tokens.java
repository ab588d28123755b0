package io.nightshift.core.transport.shell;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;

/** Words that nobody can guess: 32 hexadecimal digits each. */
public final class Tokens implements Supplier<String> {
    private final Random random;

    private Tokens(Random random) {
        this.random = random;
    }

    /** For real use. */
    public static Tokens secure() {
        return new Tokens(new SecureRandom());
    }

    /** For tests that want the same words every time. */
    public static Tokens seeded(long seed) {
        return new Tokens(new Random(seed));
    }

    @Override
    public String get() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
