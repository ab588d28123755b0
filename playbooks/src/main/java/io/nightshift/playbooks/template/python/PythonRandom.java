package io.nightshift.playbooks.template.python;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code random.Random(seed)}: the same seed gives the same numbers, so that hosts keep the cron minutes an earlier tool gave them. The generator is the
 * Mersenne Twister MT19937 of Matsumoto and Nishimura (1998); a text seed is the text's bytes followed by their SHA-512.
 */
public final class PythonRandom {
    private static final int SIZE = 624;

    private final int[] state = new int[SIZE];
    private int at = SIZE;

    public PythonRandom(@Nullable Object seed) {
        BigInteger number;
        if (seed instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] hash = sha512(bytes);
            byte[] both = java.util.Arrays.copyOf(bytes, bytes.length + hash.length);
            System.arraycopy(hash, 0, both, bytes.length, hash.length);
            number = new BigInteger(1, both);
        } else if (seed != null && Numbers.isInteger(seed)) {
            number = Numbers.big(seed).abs();
        } else {
            throw new PythonException("a seed is a text or a whole number, got " + Types.name(seed));
        }
        seed(number);
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void seed(BigInteger number) {
        int count = Math.max(1, (number.bitLength() + 31) / 32);
        int[] key = new int[count];
        for (int i = 0; i < count; i++) {
            key[i] = number.shiftRight(32 * i).intValue();
        }
        state[0] = 19650218;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, count); k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            i = next(i);
            j = (j + 1) % count;
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i = next(i);
        }
        state[0] = 0x80000000;
    }

    private int next(int index) {
        if (index + 1 < SIZE) {
            return index + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private int bits(int count) {
        if (at == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
                state[i] = state[(i + 397) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            at = 0;
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        return y >>> (32 - count);
    }

    /** A number from 0 up to, not including, the bound. */
    public int below(int bound) {
        int count = 32 - Integer.numberOfLeadingZeros(bound);
        int number = bits(count);
        while (number >= bound || number < 0) {
            number = bits(count);
        }
        return number;
    }

    /** Mixes a list, with any source of numbers below a bound. */
    public static void shuffle(List<@Nullable Object> list, IntUnaryOperator below) {
        for (int i = list.size() - 1; i > 0; i--) {
            java.util.Collections.swap(list, i, below.applyAsInt(i + 1));
        }
    }
}
