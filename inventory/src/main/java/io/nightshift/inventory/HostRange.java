package io.nightshift.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host names as inventories write them: {@code pc[01:40].lan}, {@code db-[a:f]}, {@code web[1:9:2]}, each with an
 * optional {@code :port}.
 *
 * @param names the names it stands for, in order
 */
record HostRange(List<String> names, OptionalInt port) {
    private static final Pattern BRACKETED_ADDRESS =
            Pattern.compile("\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)](?::(\\d+))?");
    private static final Pattern WITH_PORT = Pattern.compile("((?:[^:\\[\\]]++|\\[[^\\]]*+])++):(\\d+)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%\\w+)?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST_HOSTS = 100_000;

    HostRange {
        names = List.copyOf(names);
    }

    /** What is wrong with a range, in words for the technician. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static boolean isAddress(String name) {
        return IPV4.matcher(name).matches() || IPV6.matcher(name).matches();
    }

    /** True for {@code name:22} and for IPv6 addresses, whose colons separate no patterns. */
    static boolean isOneName(String text) {
        return WITH_PORT.matcher(text).matches()
                || IPV6.matcher(text).matches()
                || BRACKETED_ADDRESS.matcher(text).matches();
    }

    static HostRange parse(String text) throws Malformed {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new Malformed("a host name cannot be empty or hold control characters");
        }
        Matcher address = BRACKETED_ADDRESS.matcher(text);
        if (address.matches()) {
            return new HostRange(List.of(address.group(1)), port(address.group(2)));
        }
        if (IPV6.matcher(text).matches()) {
            return new HostRange(List.of(text), OptionalInt.empty());
        }
        Matcher withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            return new HostRange(expand(withPort.group(1)), port(withPort.group(2)));
        }
        if (text.endsWith(":")) {
            throw new Malformed("a host name cannot end with `:`; a port number is missing after it");
        }
        return new HostRange(expand(text), OptionalInt.empty());
    }

    /** An example for a malformed range; nothing where the name holds no range. */
    static @Nullable String hint(String name) {
        return name.contains("[") ? "for example `pc[01:40]` or `node-[a:f]`" : null;
    }

    private static OptionalInt port(@Nullable String digits) throws Malformed {
        if (digits == null) {
            return OptionalInt.empty();
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new Malformed("`" + digits + "` is no port; ports go from 1 to 65535");
        }
        return OptionalInt.of(port);
    }

    private static List<String> expand(String text) throws Malformed {
        int open = text.indexOf('[');
        if (open < 0) {
            if (text.indexOf(']') >= 0) {
                throw new Malformed("the `[` that belongs to this `]` is missing");
            }
            return List.of(text);
        }
        int close = text.indexOf(']', open);
        if (close < 0) {
            throw new Malformed("the range that begins with `[` is never closed");
        }
        List<String> middles = values(text.substring(open + 1, close));
        List<String> tails = expand(text.substring(close + 1));
        if ((long) middles.size() * tails.size() > MOST_HOSTS) {
            throw new Malformed("this range stands for more than " + MOST_HOSTS + " hosts");
        }
        List<String> names = new ArrayList<>();
        for (String middle : middles) {
            for (String tail : tails) {
                names.add(text.substring(0, open) + middle + tail);
            }
        }
        return names;
    }

    private static List<String> values(String range) throws Malformed {
        String[] bounds = range.split(":", -1);
        if (bounds.length != 2 && bounds.length != 3) {
            throw new Malformed("a range is written `[first:last]` or `[first:last:step]`, not `[" + range + "]`");
        }
        String first = bounds[0].isEmpty() ? "0" : bounds[0];
        String last = bounds[1];
        if (last.isEmpty()) {
            throw new Malformed("the range `[" + range + "]` has no end");
        }
        int step = bounds.length == 3 ? number(bounds[2], range) : 1;
        if (step < 1) {
            throw new Malformed("the step of the range `[" + range + "]` must be at least 1");
        }
        if (first.length() == 1 && last.length() == 1 && LETTERS.contains(first) && LETTERS.contains(last)) {
            return letters(LETTERS.indexOf(first), LETTERS.indexOf(last), step, range);
        }
        int width = first.startsWith("0") && first.length() > 1 ? first.length() : 0;
        if (width > 0 && width != last.length()) {
            throw new Malformed("both ends of `[" + range + "]` need the same number of digits, because the first "
                    + "begins with 0");
        }
        return numbers(number(first, range), number(last, range), step, width, range);
    }

    private static List<String> letters(int from, int to, int step, String range) throws Malformed {
        if (from > to) {
            throw new Malformed("the range `[" + range + "]` begins after its end");
        }
        List<String> values = new ArrayList<>();
        for (int i = from; i <= to; i += step) {
            values.add(LETTERS.substring(i, i + 1));
        }
        return values;
    }

    private static List<String> numbers(int from, int to, int step, int width, String range) throws Malformed {
        if (from > to) {
            throw new Malformed("the range `[" + range + "]` begins after its end");
        }
        if ((to - (long) from) / step >= MOST_HOSTS) {
            throw new Malformed("the range `[" + range + "]` stands for more than " + MOST_HOSTS + " hosts");
        }
        List<String> values = new ArrayList<>();
        for (long i = from; i <= to; i += step) {
            String digits = Long.toString(i);
            values.add("0".repeat(Math.max(0, width - digits.length())) + digits);
        }
        return values;
    }

    private static int number(String digits, String range) throws Malformed {
        if (!digits.matches("\\d{1,9}")) {
            throw new Malformed("`" + digits + "` in the range `[" + range + "]` is neither a number nor one letter");
        }
        return Integer.parseInt(digits);
    }
}
