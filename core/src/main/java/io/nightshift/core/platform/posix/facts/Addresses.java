package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses by interface: from {@code ip -o addr}, or from {@code /proc/net} where the host has no ip. */
final class Addresses {
    private static final Pattern LINE =
            Pattern.compile("^\\d+: (\\S+?)(?:@\\S+)?\\s+inet6? (\\S+?)(?:/(\\d+))? .*?scope (\\S+)");
    private static final Pattern LEAF = Pattern.compile("\\|-- (\\d+\\.\\d+\\.\\d+\\.\\d+)");
    private static final int HEX = 16;

    private Addresses() {}

    static Map<String, List<Address>> read(FactText text) {
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        if (text.section("addr").isBlank()) {
            fromProc(text, addresses);
            return addresses;
        }
        for (String line : text.section("addr").split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                int prefix = matcher.group(3) == null ? 32 : Integer.parseInt(matcher.group(3));
                add(addresses, matcher.group(1), new Address(matcher.group(2), prefix, matcher.group(4)));
            }
        }
        return addresses;
    }

    private static void add(Map<String, List<Address>> addresses, String name, Address address) {
        addresses.computeIfAbsent(name, key -> new ArrayList<>()).add(address);
    }

    /** fib_trie lists our own addresses without interface; the route whose network holds one names it. */
    private static void fromProc(FactText text, Map<String, List<Address>> addresses) {
        String leaf = "";
        List<String> own = new ArrayList<>();
        for (String line : text.lines("/proc/net/fib_trie")) {
            Matcher matcher = LEAF.matcher(line);
            if (matcher.find()) {
                leaf = matcher.group(1);
            } else if (line.contains("/32 host LOCAL") && !own.contains(leaf)) {
                own.add(leaf);
            }
        }
        for (String address : own) {
            if (address.startsWith("127.")) {
                add(addresses, "lo", new Address(address, 8, "host"));
                continue;
            }
            for (String line : text.lines("/proc/net/route")) {
                String[] fields = line.split("\\s+");
                if (fields.length > 7 && fields[7].matches("[0-9A-F]{8}") && !fields[7].equals("00000000")) {
                    long mask = Address.number(Route.littleEndian(fields[7]));
                    if ((Address.number(address) & mask) == Address.number(Route.littleEndian(fields[1]))) {
                        add(addresses, fields[0], new Address(address, Long.bitCount(mask), "global"));
                        break;
                    }
                }
            }
        }
        for (String line : text.lines("/proc/net/if_inet6")) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length == 6) {
                String scope = switch (fields[3]) {
                    case "10" -> "host";
                    case "20" -> "link";
                    default -> "global";
                };
                add(addresses, fields[5], new Address(shortV6(fields[0]), Integer.parseInt(fields[2], HEX), scope));
            }
        }
    }

    /** 32 hexadecimal digits in the short form of RFC 5952: no leading zeros, the longest run of zero groups left out. */
    static String shortV6(String digits) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            groups.add(Integer.toHexString(Integer.parseInt(digits.substring(4 * i, 4 * i + 4), HEX)));
        }
        int best = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        return best < 0
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, best)) + "::" + String.join(":", groups.subList(best + length, 8));
    }
}
