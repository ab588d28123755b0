package io.nightshift.playbooks.migration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A field of a fixed-width record, as a copybook has it.
 *
 * @param length in bytes
 * @param scale how many of the digits stand behind the decimal point
 * @param signed whether it may be negative; without, the sign of packed and zoned numbers is F
 */
public record Field(String name, Kind kind, int length, int scale, boolean signed) {
    private static final int LARGEST_BINARY = 8;

    /** What the bytes mean. */
    public enum Kind {
        /** Characters, filled up with spaces. */
        TEXT,
        /** A digit a byte; the sign is in the zone of the last ({@code PIC S9(n)}). */
        ZONED,
        /** Two digits a byte; the sign is the last half ({@code COMP-3}). */
        PACKED,
        /** Two's complement, most significant byte first ({@code COMP}). */
        BINARY,
        /** Spaces without a meaning. */
        FILLER,
        /** Binary zeroes without a meaning. */
        ZEROES;

        boolean means() {
            return this != FILLER && this != ZEROES;
        }

        boolean isNumber() {
            return this == ZONED || this == PACKED || this == BINARY;
        }
    }

    public Field {
        if (length < 1) {
            throw new IllegalArgumentException("field `" + name + "` must be one byte long or longer");
        }
        if (kind == Kind.BINARY && (length > LARGEST_BINARY)) {
            throw new IllegalArgumentException("binary field `" + name + "` must be 1 to 8 bytes long, not " + length);
        }
        if (!kind.isNumber() && (scale != 0 || signed)) {
            throw new IllegalArgumentException("field `" + name + "` is no number, so it has neither scale nor sign");
        }
        if (scale < 0 || scale > digits(kind, length)) {
            throw new IllegalArgumentException("field `" + name + "` has no " + scale + " digits");
        }
    }

    private static int digits(Kind kind, int length) {
        return switch (kind) {
            case ZONED -> length;
            case PACKED -> 2 * length - 1;
            default -> 2 * length + 3;
        };
    }

    /**
     * The value that bytes stand for.
     *
     * @throws IllegalArgumentException for bytes that stand for none, or whose value would be written in another way
     */
    String read(byte[] bytes, Charset charset) {
        String value = switch (kind) {
            case TEXT -> text(bytes, charset);
            case ZONED -> zoned(bytes, charset);
            case PACKED -> packed(bytes);
            case BINARY -> number(signed ? new BigInteger(bytes) : new BigInteger(1, bytes));
            case FILLER, ZEROES -> "";
        };
        if (!Arrays.equals(write(value, charset), bytes)) {
            throw new IllegalArgumentException("`" + HexFormat.of().formatHex(bytes)
                    + "` would not come back as it is: "
                    + (kind.means()
                            ? "`" + value + "` is written otherwise"
                            : "it is not all " + (kind == Kind.FILLER ? "spaces" : "zeroes")));
        }
        return value;
    }

    private static String text(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceAll(" +$", "");
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "`" + HexFormat.of().formatHex(bytes) + "` holds bytes that stand for no character", e);
        }
    }

    private String zoned(byte[] bytes, Charset charset) {
        boolean ascii = isAscii(charset);
        BigInteger value = BigInteger.ZERO;
        boolean negative = false;
        for (int i = 0; i < bytes.length; i++) {
            int high = (bytes[i] >> 4) & 0xF;
            int digit = bytes[i] & 0xF;
            boolean last = i == bytes.length - 1;
            int plain = ascii ? 3 : 0xF;
            boolean sign = last && signed && (ascii ? high == 7 || high == 3 : high == 0xC || high == 0xD);
            if (digit > 9 || !sign && high != plain) {
                throw new IllegalArgumentException("`" + HexFormat.of().formatHex(bytes) + "` is no zoned number");
            }
            negative |= sign && (ascii ? high == 7 : high == 0xD);
            value = value.multiply(BigInteger.TEN).add(BigInteger.valueOf(digit));
        }
        return number(negative ? value.negate() : value);
    }

    private String packed(byte[] bytes) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < 2 * bytes.length - 1; i++) {
            int digit = i % 2 == 0 ? (bytes[i / 2] >> 4) & 0xF : bytes[i / 2] & 0xF;
            if (digit > 9) {
                throw new IllegalArgumentException("`" + HexFormat.of().formatHex(bytes) + "` is no packed number");
            }
            value = value.multiply(BigInteger.TEN).add(BigInteger.valueOf(digit));
        }
        int sign = bytes[bytes.length - 1] & 0xF;
        if (sign < 0xA) {
            throw new IllegalArgumentException("`" + HexFormat.of().formatHex(bytes) + "` has no sign");
        }
        return number(sign == 0xD || sign == 0xB ? value.negate() : value);
    }

    private String number(BigInteger unscaled) {
        return new BigDecimal(unscaled, scale).toPlainString();
    }

    /**
     * The bytes that stand for a value.
     *
     * @throws IllegalArgumentException for a value that the field has no room for
     */
    byte[] write(String value, Charset charset) {
        return switch (kind) {
            case TEXT -> filled(value, charset);
            case ZONED -> zoned(unscaled(value), charset);
            case PACKED -> packed(unscaled(value));
            case BINARY -> binary(unscaled(value));
            case FILLER -> filled("", charset);
            case ZEROES -> new byte[length];
        };
    }

    private static byte[] encoded(String value, Charset charset) {
        byte[] bytes = null;
        try {
            ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(value));
            bytes = Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit());
        } catch (CharacterCodingException e) {
            // Said below.
        }
        if (bytes == null || !new String(bytes, charset).equals(value)) {
            throw new IllegalArgumentException("`" + value + "` has characters that " + charset.name() + " has not");
        }
        return bytes;
    }

    private byte[] filled(String value, Charset charset) {
        byte[] bytes = encoded(value, charset);
        byte space = encoded(" ", charset)[0];
        if (bytes.length > length) {
            throw new IllegalArgumentException(
                    "`" + value + "` is " + bytes.length + " bytes long, and the field " + length);
        }
        byte[] all = Arrays.copyOf(bytes, length);
        Arrays.fill(all, bytes.length, length, space);
        return all;
    }

    private BigInteger unscaled(String value) {
        BigInteger unscaled;
        try {
            unscaled = new BigDecimal(value.strip()).setScale(scale).unscaledValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + value + "` is no number", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "`" + value + "` has more digits behind the point than the field's " + scale, e);
        }
        if (unscaled.signum() < 0 && !signed) {
            throw new IllegalArgumentException("`" + value + "` is negative, and the field has no sign");
        }
        return unscaled;
    }

    private byte[] zoned(BigInteger value, Charset charset) {
        String digits = digits(value, length);
        boolean ascii = isAscii(charset);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int zone = ascii ? 3 : 0xF;
            if (signed && i == length - 1) {
                zone = value.signum() < 0 ? (ascii ? 7 : 0xD) : ascii ? 3 : 0xC;
            }
            bytes[i] = (byte) (zone << 4 | digits.charAt(i) - '0');
        }
        return bytes;
    }

    private byte[] packed(BigInteger value) {
        String digits = digits(value, 2 * length - 1);
        byte[] bytes = new byte[length];
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            bytes[i / 2] |= (byte) (i % 2 == 0 ? digit << 4 : digit);
        }
        bytes[length - 1] |= (byte) (!signed ? 0xF : value.signum() < 0 ? 0xD : 0xC);
        return bytes;
    }

    private String digits(BigInteger value, int room) {
        String digits = value.abs().toString();
        if (digits.length() > room) {
            throw new IllegalArgumentException("`" + number(value) + "` has more than the field's " + room + " digits");
        }
        return "0".repeat(room - digits.length()) + digits;
    }

    private byte[] binary(BigInteger value) {
        int bits = 8 * length - (signed ? 1 : 0);
        if (value.bitLength() > bits) {
            throw new IllegalArgumentException("`" + number(value) + "` does not fit into " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    /** Whether digits are those of ASCII; else they are those of EBCDIC. */
    private static boolean isAscii(Charset charset) {
        return "0".getBytes(charset)[0] == '0';
    }
}
