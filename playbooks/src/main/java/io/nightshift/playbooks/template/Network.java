package io.nightshift.playbooks.template;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An IP address with the prefix of its network.
 *
 * @param version 4 or 6
 * @param ip      the address as a number
 * @param prefix  bits of the network
 * @param given   true when the prefix was written, false when it stands for a single address
 */
record Network(int version, BigInteger ip, int prefix, boolean given) {
    Network {
        if (prefix < 0
                || prefix > (version == 4 ? 32 : 128)
                || ip.signum() < 0
                || ip.bitLength() > (version == 4 ? 32 : 128)) {
            throw new IllegalArgumentException("no such address");
        }
    }

    /** Reads {@code 10.0.0.1}, {@code 10.0.0.0/24}, {@code 10.0.0.0/255.255.255.0}, {@code fe80::1/64}; null when it is none. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            int version = address.indexOf(':') >= 0 ? 6 : 4;
            BigInteger ip = version == 6 ? six(address) : four(address);
            int prefix = slash < 0 ? (version == 4 ? 32 : 128) : prefix(text.substring(slash + 1), version);
            return new Network(version, ip, prefix, slash >= 0);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static int prefix(String text, int version) {
        if (text.matches("\\d{1,3}")) {
            return Integer.parseInt(text);
        }
        BigInteger mask = version == 4 ? four(text) : six(text);
        int bits = version == 4 ? 32 : 128;
        BigInteger wild = mask.xor(all(bits));
        if (wild.add(BigInteger.ONE).bitCount() == 1) {
            return bits - wild.bitLength();
        }
        if (mask.add(BigInteger.ONE).bitCount() == 1) {
            return bits - mask.bitLength();
        }
        throw new IllegalArgumentException("no mask");
    }

    private static BigInteger four(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw new IllegalArgumentException("no address");
        }
        long value = 0;
        for (String part : text.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                throw new IllegalArgumentException("no address");
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return BigInteger.valueOf(value);
    }

    private static BigInteger six(String given) {
        String text = given;
        int dot = text.indexOf('.');
        if (dot >= 0) {
            int colon = text.lastIndexOf(':');
            long four = four(text.substring(colon + 1)).longValue();
            text = text.substring(0, colon + 1) + Long.toHexString(four >> 16) + ":" + Long.toHexString(four & 0xffff);
        }
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : groups(text.substring(gap + 2));
        int missing = 8 - head.length - tail.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw new IllegalArgumentException("no address");
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < 8; i++) {
            String group = i < head.length ? head[i] : i < 8 - tail.length ? "0" : tail[i - (8 - tail.length)];
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                throw new IllegalArgumentException("no address");
            }
            value = value.shiftLeft(16).add(new BigInteger(group, 16));
        }
        return value;
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static BigInteger all(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    int bits() {
        return version == 4 ? 32 : 128;
    }

    BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits() - prefix);
    }

    /** True when the size is above this number. */
    boolean largerThan(long count) {
        return size().compareTo(BigInteger.valueOf(count)) > 0;
    }

    BigInteger first() {
        return ip.shiftRight(bits() - prefix).shiftLeft(bits() - prefix);
    }

    BigInteger last() {
        return first().add(size()).subtract(BigInteger.ONE);
    }

    BigInteger mask() {
        return all(bits()).xor(all(bits() - prefix));
    }

    boolean isNetwork() {
        return ip.equals(first());
    }

    boolean contains(Network other) {
        return version == other.version && first().compareTo(other.first()) <= 0 && last().compareTo(other.last()) >= 0;
    }

    /** The address with this number, of the same version. */
    String text(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > bits()) {
            throw new io.nightshift.playbooks.template.python.PythonException(
                    "there is no such address: the result is outside of the address range");
        }
        return version == 4 ? dotted(number.longValue()) : grouped(number);
    }

    String address() {
        return text(ip);
    }

    @Override
    public String toString() {
        return address() + "/" + prefix;
    }

    private static String dotted(long number) {
        return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static String grouped(BigInteger number) {
        long low = number.and(all(32)).longValue();
        BigInteger high = number.shiftRight(32);
        if (high.equals(BigInteger.valueOf(0xffff)) || (high.signum() == 0 && low > 0xffff)) {
            return (high.signum() == 0 ? "::" : "::ffff:") + dotted(low);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 7; i >= 0; i--) {
            text.append(i < 7 ? ":" : "")
                    .append(Integer.toHexString(number.shiftRight(16 * i).intValue() & 0xffff));
        }
        return shortened(text.toString());
    }

    /** The longest run of at least two zero groups, the first of equally long ones, becomes two colons (RFC 5952). */
    private static String shortened(String text) {
        for (int length = 8; length >= 2; length--) {
            String zeros = "0" + ":0".repeat(length - 1);
            java.util.regex.Matcher run = java.util.regex.Pattern.compile("(?:^|(?<=:))" + zeros + "(?=:|$)")
                    .matcher(text);
            if (run.find()) {
                String before = text.substring(0, run.start());
                String after = text.substring(run.end());
                return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
            }
        }
        return text;
    }
}
