package io.nightshift.playbooks.migration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Character sets by their names. Those EBCDIC ones of the JDK that read both of EBCDIC's line ends (bytes 15 and 25) as the same
 * character are mended: 15 is LF, 25 is NEL, as the JDK has it in IBM1047, so that every byte comes back.
 */
public final class Charsets {
    private static final byte NEW_LINE = 0x15;
    private static final byte LINE_FEED = 0x25;

    private Charsets() {}

    /**
     * The character set of a name that Java knows, or {@code MacRoman}.
     *
     * @throws IllegalArgumentException for one that it does not know
     */
    public static Charset named(String name) {
        Charset known = Charset.forName(name.equalsIgnoreCase("MacRoman") ? "x-MacRoman" : name);
        String ends = new String(new byte[] {NEW_LINE, LINE_FEED}, known);
        boolean single = known.canEncode() && known.newEncoder().maxBytesPerChar() == 1;
        return single && ends.equals("\n\n") ? new Mended(known) : known;
    }

    /** One byte for each character, and none twice. */
    private static final class Mended extends Charset {
        private static final char NONE = '\uFFFF';

        private final char[] characters = new char[256];
        private final Map<Character, Byte> bytes = new HashMap<>();

        Mended(Charset flawed) {
            super(flawed.name(), null);
            for (int i = 0; i < characters.length; i++) {
                String text = new String(new byte[] {(byte) i}, flawed);
                characters[i] = text.equals("\uFFFD") ? NONE : text.charAt(0);
            }
            characters[LINE_FEED] = '\u0085';
            for (int i = 0; i < characters.length; i++) {
                bytes.put(characters[i], (byte) i);
            }
        }

        @Override
        public boolean contains(Charset other) {
            return other.equals(StandardCharsets.US_ASCII);
        }

        @Override
        public CharsetDecoder newDecoder() {
            return new CharsetDecoder(this, 1, 1) {
                @Override
                protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                    while (in.hasRemaining()) {
                        char character = characters[in.get(in.position()) & 0xFF];
                        if (character == NONE) {
                            return CoderResult.unmappableForLength(1);
                        }
                        if (!out.hasRemaining()) {
                            return CoderResult.OVERFLOW;
                        }
                        in.get();
                        out.put(character);
                    }
                    return CoderResult.UNDERFLOW;
                }
            };
        }

        @Override
        public CharsetEncoder newEncoder() {
            return new CharsetEncoder(this, 1, 1, new byte[] {0x6F}) {
                @Override
                public boolean isLegalReplacement(byte[] replacement) {
                    return true;
                }

                @Override
                protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                    while (in.hasRemaining()) {
                        char character = in.get(in.position());
                        Byte known = character == NONE ? null : bytes.get(character);
                        if (known == null) {
                            boolean pair = Character.isHighSurrogate(character) && in.remaining() > 1;
                            return CoderResult.unmappableForLength(pair ? 2 : 1);
                        }
                        if (!out.hasRemaining()) {
                            return CoderResult.OVERFLOW;
                        }
                        in.get();
                        out.put(known);
                    }
                    return CoderResult.UNDERFLOW;
                }
            };
        }
    }
}
