package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.Map;

/** An address of an interface. Its scope is the kernel's word: global, link, host. */
record Address(String address, int prefix, String scope) {
    boolean isV6() {
        return address.indexOf(':') >= 0;
    }

    /** Network, netmask and broadcast follow from address and prefix. */
    Map<String, Object> v4() {
        long bits = prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
        long number = number(address);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("address", address);
        facts.put("broadcast", prefix >= 31 || address.startsWith("127.") ? "" : dotted(number | ~bits & 0xffffffffL));
        facts.put("netmask", dotted(bits));
        facts.put("network", dotted(number & bits));
        facts.put("prefix", String.valueOf(prefix));
        return facts;
    }

    static long number(String dotted) {
        long number = 0;
        for (String part : dotted.split("\\.")) {
            number = number << 8 | Long.parseLong(part);
        }
        return number;
    }

    static String dotted(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
