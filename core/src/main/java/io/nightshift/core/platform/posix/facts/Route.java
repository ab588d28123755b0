package io.nightshift.core.platform.posix.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A default route. */
record Route(
        String device, @Nullable String gateway, @Nullable String source) {
    /** By {@code ip route get}, else by the default line of {@code ip route}, else by {@code /proc/net/route}. */
    static @Nullable Route defaultV4(FactText text) {
        Route asked = words(text.section("route4"));
        if (asked != null) {
            return asked;
        }
        for (String line : text.section("route").split("\n")) {
            if (line.startsWith("default") && !line.contains(" via fe80") && line.indexOf("::") < 0) {
                return words(line);
            }
        }
        for (String line : text.lines("/proc/net/route")) {
            String[] fields = line.split("\\s+");
            if (fields.length > 7 && fields[1].equals("00000000") && fields[7].equals("00000000")) {
                return new Route(fields[0], littleEndian(fields[2]), null);
            }
        }
        return null;
    }

    static @Nullable Route defaultV6(FactText text) {
        for (String line : text.section("route").split("\n")) {
            if (line.startsWith("default") && line.contains("::")) {
                return words(line);
            }
        }
        return null;
    }

    private static @Nullable Route words(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        String device = after(words, "dev");
        return device == null ? null : new Route(device, after(words, "via"), after(words, "src"));
    }

    private static @Nullable String after(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 || at + 1 >= words.size() ? null : words.get(at + 1);
    }

    /** Eight hexadecimal digits of a little-endian word. */
    static String littleEndian(String hex) {
        long number = Long.parseLong(hex, 16);
        return Address.dotted(Long.reverseBytes(number) >>> 32);
    }
}
