package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ipaddr('…')} can be asked. False means "not that kind of address"; none means there is no such thing in this network. */
final class AddressQueries {
    private static final List<String> PRIVATE = List.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "239.0.0.0/8",
            "169.254.0.0/16",
            "fc00::/7",
            "fec0::/10",
            "fe80::/10");

    private AddressQueries() {}

    static @Nullable Object answer(Network v, String query, String value) {
        boolean single = !v.largerThan(1);
        boolean hostInNetwork = !v.isNetwork() || (v.version() == 4 && !v.largerThan(2));
        return switch (query) {
            case "" -> v.given() ? v.toString() : v.address();
            case "address", "ip" -> single || hostInNetwork || v.version() == 6 ? v.address() : null;
            case "host" -> single || hostInNetwork ? v.toString() : null;
            case "host/prefix", "address/prefix", "gateway", "gw", "router", "hostnet" ->
                v.largerThan(2) && (v.isNetwork() || v.ip().equals(v.last())) ? false : v.toString();
            case "ip/prefix" -> pair(v) || (!single && !v.isNetwork()) ? v.toString() : null;
            case "ip_netmask" -> pair(v) || (!single && !v.isNetwork()) ? v.address() + " " + v.text(v.mask()) : null;
            case "bool" -> true;
            case "broadcast" -> v.largerThan(2) ? v.text(v.last()) : null;
            case "cidr" -> v.toString();
            case "net" -> !single && v.isNetwork() ? v.toString() : null;
            case "network", "network_id" -> v.text(v.first());
            case "network/prefix", "subnet" -> v.text(v.first()) + "/" + v.prefix();
            case "netmask" -> v.text(v.mask());
            case "hostmask", "wildcard" -> v.text(v.size().subtract(BigInteger.ONE));
            case "network_netmask" -> v.text(v.first()) + " " + v.text(v.mask());
            case "network_wildcard" -> v.text(v.first()) + " " + v.text(v.size().subtract(BigInteger.ONE));
            case "prefix" -> (long) v.prefix();
            case "size" -> Numbers.normal(v.size());
            case "size_usable" ->
                single
                        ? (Object) 0L
                        : Numbers.normal(pair(v) ? v.size() : v.size().subtract(BigInteger.TWO));
            case "type" -> single || !v.isNetwork() ? "address" : "network";
            case "version" -> (long) v.version();
            case "int" -> v.given() ? v.ip() + "/" + v.prefix() : Numbers.normal(v.ip());
            case "first_usable" -> inNetwork(v) ? v.text(first(v)) : null;
            case "last_usable" -> inNetwork(v) ? v.text(last(v)) : null;
            case "range_usable" -> inNetwork(v) ? v.text(first(v)) + "-" + v.text(last(v)) : null;
            case "next_usable" -> neighbour(v, BigInteger.ONE);
            case "previous_usable" -> neighbour(v, BigInteger.ONE.negate());
            case "peer" -> peer(v);
            case "revdns" -> reverse(v);
            case "wrap" -> v.version() == 4 ? value : "[" + v.address() + "]" + (v.given() ? "/" + v.prefix() : "");
            case "ipv4", "v4" -> v.version() == 4 ? value : four(v);
            case "ipv6", "v6" -> v.version() == 6 ? value : "::ffff:" + v.address() + "/" + (v.prefix() + 96);
            default -> kind(v, query, value);
        };
    }

    private static boolean pair(Network v) {
        return v.largerThan(1) && !v.largerThan(2);
    }

    private static @Nullable Object kind(Network v, String query, String value) {
        boolean multicast = within(v, List.of("224.0.0.0/4", "ff00::/8"));
        boolean loopback = within(v, List.of("127.0.0.0/8", "::1/128"));
        boolean isPrivate = within(v, PRIVATE);
        return switch (query) {
            case "private" -> isPrivate ? value : null;
            case "public" -> !multicast && !isPrivate && !loopback && !mask(v) ? value : null;
            case "loopback", "lo" -> loopback ? value : null;
            case "multicast" -> multicast ? value : null;
            case "unicast" -> multicast ? null : value;
            case "link-local" -> within(v, List.of("169.254.0.0/16", "fe80::/10")) ? value : null;
            default -> other(v, query, value);
        };
    }

    private static boolean mask(Network v) {
        BigInteger wild = v.ip().xor(BigInteger.ONE.shiftLeft(v.bits()).subtract(BigInteger.ONE));
        return wild.add(BigInteger.ONE).bitCount() == 1
                || v.ip().add(BigInteger.ONE).bitCount() == 1;
    }

    private static boolean within(Network v, List<String> networks) {
        Network single = new Network(v.version(), v.ip(), v.bits(), false);
        return networks.stream().map(Network::parse).anyMatch(network -> network != null && network.contains(single));
    }

    /** A number is the n-th address; a network asks whether the value is inside. */
    private static @Nullable Object other(Network v, String query, String value) {
        if (query.matches("-?\\d+")) {
            if (!v.largerThan(1)) {
                return v.given() ? v.toString() : v.address();
            }
            BigInteger index = new BigInteger(query);
            BigInteger from = index.signum() < 0 ? v.size().add(index) : index;
            boolean inside = from.signum() >= 0 && from.compareTo(v.size()) < 0;
            return inside ? v.text(v.first().add(from)) + "/" + v.prefix() : (Object) false;
        }
        Network network = Network.parse(query);
        if (network == null) {
            throw new PythonException(
                    "`ipaddr` does not know '" + query + "'",
                    "ask for address, network, netmask, prefix, broadcast, a number, or a network such as 10.0.0.0/8");
        }
        return network.contains(v) ? value : null;
    }

    private static boolean inNetwork(Network v) {
        if (!v.given()) {
            throw new PythonException(
                    "'" + v.address() + "' is an address, not a network",
                    "write it with its prefix, such as " + v.address() + "/24");
        }
        return v.largerThan(1);
    }

    private static BigInteger first(Network v) {
        return pair(v) ? v.first() : v.first().add(BigInteger.ONE);
    }

    private static BigInteger last(Network v) {
        return pair(v) ? v.last() : v.last().subtract(BigInteger.ONE);
    }

    private static @Nullable Object neighbour(Network v, BigInteger by) {
        if (!inNetwork(v)) {
            return null;
        }
        BigInteger next = v.ip().add(by);
        return next.compareTo(first(v)) >= 0 && next.compareTo(last(v)) <= 0 ? v.text(next) : null;
    }

    private static Object peer(Network v) {
        if (!inNetwork(v) || v.largerThan(4)) {
            throw new PythonException("'" + v + "' is not a point-to-point network");
        }
        if (pair(v)) {
            return v.text(v.ip().xor(BigInteger.ONE));
        }
        if (v.isNetwork() || v.ip().equals(v.last())) {
            throw new PythonException("'" + v + "' is the first or last address of its network, which has no peer");
        }
        return v.text(v.ip().xor(BigInteger.valueOf(3)));
    }

    private static Object four(Network v) {
        boolean holds = v.ip().bitLength() <= 32 || v.ip().shiftRight(32).equals(BigInteger.valueOf(0xffff));
        long low = v.ip().and(BigInteger.valueOf(0xffffffffL)).longValue();
        return holds && v.prefix() >= 96
                ? new Network(4, BigInteger.valueOf(low), v.prefix() - 96, true).toString()
                : (Object) false;
    }

    private static String reverse(Network v) {
        StringBuilder name = new StringBuilder();
        int step = v.version() == 4 ? 8 : 4;
        for (int shift = 0; shift < v.bits(); shift += step) {
            int part = v.ip().shiftRight(shift).intValue() & (v.version() == 4 ? 255 : 15);
            name.append(v.version() == 4 ? String.valueOf(part) : Integer.toHexString(part))
                    .append('.');
        }
        return name + (v.version() == 4 ? "in-addr.arpa." : "ip6.arpa.");
    }
}
