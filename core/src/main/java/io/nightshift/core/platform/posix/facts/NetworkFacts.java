package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Interfaces, addresses and default routes. */
final class NetworkFacts {
    private NetworkFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        Map<String, List<Address>> addresses = Addresses.read(text);
        Map<String, Object> interfaces = new TreeMap<>();
        List<Object> all4 = new ArrayList<>();
        List<Object> all6 = new ArrayList<>();
        for (String path : text.files().keySet()) {
            if (path.startsWith("/sys/class/net/") && path.endsWith("/flags")) {
                String name = path.substring("/sys/class/net/".length(), path.length() - "/flags".length());
                interfaces.put(name, link(text, name, addresses.getOrDefault(name, List.of())));
            }
        }
        addresses.forEach((name, some) -> {
            for (Address address : some) {
                if (address.isV6() && !address.scope().equals("host")) {
                    all6.add(address.address());
                } else if (!address.isV6() && !address.address().startsWith("127.")) {
                    all4.add(address.address());
                }
            }
        });
        facts.put("interfaces", List.copyOf(interfaces.keySet()));
        // A dash or a dot cannot be part of a variable's name.
        interfaces.forEach((name, link) -> facts.put(name.replaceAll("[^A-Za-z0-9_]", "_"), link));
        facts.put("all_ipv4_addresses", all4);
        facts.put("all_ipv6_addresses", all6);
        facts.put("default_ipv4", defaultV4(text, addresses, interfaces));
        facts.put("default_ipv6", defaultV6(text, addresses, interfaces));
    }

    private static Map<String, Object> link(FactText text, String name, List<Address> addresses) {
        String at = "/sys/class/net/" + name + "/";
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("device", name);
        String flags = text.line(at + "flags").replace("0x", "");
        long bits = flags.matches("[0-9a-f]+") ? Long.parseLong(flags, 16) : 0;
        link.put("active", (bits & 1) != 0 && !text.line(at + "operstate").equals("down"));
        link.put("promisc", (bits & 0x100) != 0);
        String type = text.line(at + "type");
        link.put(
                "type",
                type.equals("772")
                        ? "loopback"
                        : text.files().containsKey(at + "bridge/stp_state")
                                ? "bridge"
                                : text.files().containsKey(at + "bonding/mode")
                                        ? "bonding"
                                        : type.equals("1") ? "ether" : "unknown");
        String mac = text.line(at + "address");
        if (!mac.isEmpty() && !type.equals("772")) {
            link.put("macaddress", mac);
        }
        String mtu = text.line(at + "mtu");
        if (mtu.matches("\\d+")) {
            link.put("mtu", Long.parseLong(mtu));
        }
        String speed = text.line(at + "speed");
        if (speed.matches("\\d+")) {
            link.put("speed", Long.parseLong(speed));
        }
        List<Object> secondaries = new ArrayList<>();
        List<Object> six = new ArrayList<>();
        for (Address address : addresses) {
            if (address.isV6()) {
                six.add(Map.of(
                        "address",
                        address.address(),
                        "prefix",
                        String.valueOf(address.prefix()),
                        "scope",
                        address.scope()));
            } else if (link.containsKey("ipv4")) {
                secondaries.add(address.v4());
            } else {
                link.put("ipv4", address.v4());
            }
        }
        if (!secondaries.isEmpty()) {
            link.put("ipv4_secondaries", secondaries);
        }
        if (!six.isEmpty()) {
            link.put("ipv6", six);
        }
        return link;
    }

    private static Map<String, Object> defaultV4(
            FactText text, Map<String, List<Address>> addresses, Map<String, Object> interfaces) {
        Route route = Route.defaultV4(text);
        if (route == null) {
            return new LinkedHashMap<>();
        }
        List<Address> own = addresses.getOrDefault(route.device(), List.of());
        Address address = own.stream()
                .filter(one ->
                        !one.isV6() && (route.source() == null || one.address().equals(route.source())))
                .findFirst()
                .orElse(own.stream().filter(one -> !one.isV6()).findFirst().orElse(null));
        Map<String, Object> facts = route(route, interfaces);
        if (address != null) {
            facts.putAll(address.v4());
            facts.put("alias", route.device());
        }
        return facts;
    }

    private static Map<String, Object> defaultV6(
            FactText text, Map<String, List<Address>> addresses, Map<String, Object> interfaces) {
        Route route = Route.defaultV6(text);
        if (route == null) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> facts = route(route, interfaces);
        addresses.getOrDefault(route.device(), List.of()).stream()
                .filter(address -> address.isV6() && address.scope().equals("global"))
                .findFirst()
                .ifPresent(address -> {
                    facts.put("address", address.address());
                    facts.put("prefix", String.valueOf(address.prefix()));
                    facts.put("scope", address.scope());
                });
        return facts;
    }

    private static Map<String, Object> route(Route route, Map<String, Object> interfaces) {
        Map<String, Object> facts = new LinkedHashMap<>();
        @Nullable String gateway = route.gateway();
        if (gateway != null) {
            facts.put("gateway", gateway);
        }
        facts.put("interface", route.device());
        if (interfaces.get(route.device()) instanceof Map<?, ?> link) {
            for (String name : List.of("macaddress", "mtu", "type")) {
                Object value = link.get(name);
                if (value != null) {
                    facts.put(name, value);
                }
            }
        }
        return facts;
    }
}
