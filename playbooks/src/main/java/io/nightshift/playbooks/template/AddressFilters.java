package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks, as the filters of the collection ansible.utils know them. */
final class AddressFilters {
    private AddressFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("ipaddr", "query version", (value, a, e) -> asked(value, a.get("query", ""), 0))
                .add("ipv4", "query", (value, a, e) -> asked(value, a.get("query", ""), 4))
                .add("ipv6", "query", (value, a, e) -> asked(value, a.get("query", ""), 6))
                .add("ipwrap", "query", (value, a, e) -> wrapped(value, a.get("query", "")))
                .add("ipmath", "amount", AddressFilters::sum)
                .add("nthhost", "query", AddressFilters::nth)
                .add("ipsubnet", "query index", AddressFilters::subnet)
                .add("network_in_network", "test", (value, a, e) -> known(value).contains(known(a.required("test"))))
                .add("network_in_usable", "test", (value, a, e) -> usable(known(value), known(a.required("test"))))
                .add("reduce_on_network", "network", (value, a, e) -> {
                    NewList kept = new NewList(Items.of(value));
                    kept.removeIf(item -> !known(a.required("network")).contains(known(item)));
                    return kept;
                });
    }

    static void addTests(Registry<Test> tests) {
        tests.add("ip ip_address", "", (value, a, e) -> is(value, 0))
                .add("ipv4 ipv4_address", "", (value, a, e) -> is(value, 4))
                .add("ipv6 ipv6_address", "", (value, a, e) -> is(value, 6));
    }

    private static boolean is(@Nullable Object value, int version) {
        Network network = value instanceof String text ? Network.parse(text) : null;
        return network != null && !network.given() && (version == 0 || network.version() == version);
    }

    /** The network in a text or number; null when there is none. */
    static @Nullable Network network(@Nullable Object value, int version) {
        String text = value == null || value instanceof Boolean ? "" : Text.of(value);
        if (!text.matches("\\d+")) {
            return Network.parse(text);
        }
        BigInteger number = new BigInteger(text);
        int kind = version == 0 ? (number.bitLength() <= 32 ? 4 : 6) : version;
        return number.bitLength() > (kind == 4 ? 32 : 128)
                ? null
                : new Network(kind, number, kind == 4 ? 32 : 128, false);
    }

    private static Network known(@Nullable Object value) {
        Network network = network(value, 0);
        if (network == null) {
            throw new PythonException("'" + Text.of(value) + "' is no IP address or network");
        }
        return network;
    }

    private static @Nullable Object asked(@Nullable Object value, @Nullable Object query, int version) {
        if (value instanceof List<?>) {
            NewList answers = new NewList();
            for (Object item : Items.of(value)) {
                Object answer = asked(item, query, version);
                if (Truth.of(answer)) {
                    answers.add(answer);
                }
            }
            return answers;
        }
        Network network = network(value, version);
        if (network == null || (version != 0 && network.version() != version)) {
            return false;
        }
        Object plain = value instanceof String text && !text.matches("\\d+") ? text : network.toString();
        return AddressQueries.answer(network, Text.of(query), Text.of(plain));
    }

    private static @Nullable Object wrapped(@Nullable Object value, @Nullable Object query) {
        if (value instanceof List<?>) {
            NewList all = new NewList();
            Items.of(value).forEach(item -> all.add(wrapped(item, query)));
            return all;
        }
        Object answer = asked(value, query, 0);
        return Truth.of(answer) ? asked(answer, "wrap", 0) : value;
    }

    private static Object sum(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Network network = known(value);
        Object amount = arguments.required("amount");
        if (amount == null || !Numbers.isInteger(amount)) {
            throw new PythonException("`ipmath` needs a whole number", "convert with `| int`");
        }
        return network.text(network.ip().add(Numbers.big(amount)));
    }

    private static Object nth(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Network network = network(value, 0);
        Object query = arguments.get("query", "");
        Object number = query instanceof String text ? Numbers.parseInteger(text, 10) : query;
        if (network == null || number == null || !Numbers.isInteger(number) || !Truth.of(query)) {
            return false;
        }
        BigInteger index = Numbers.big(number);
        BigInteger from = index.signum() < 0 ? network.size().add(index) : index;
        return from.signum() >= 0 && from.compareTo(network.size()) < 0
                ? network.text(network.first().add(from))
                : (Object) false;
    }

    private static Object subnet(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Network network = network(value, 0);
        if (network == null) {
            return false;
        }
        String query = arguments.text("query", "");
        Network base = new Network(network.version(), network.first(), network.prefix(), true);
        if (query.isEmpty()) {
            return base.toString();
        }
        if (!query.matches("\\d{1,3}")) {
            return position(base, known(query));
        }
        int prefix = Integer.parseInt(query);
        if (prefix > base.bits()) {
            return false;
        }
        if (prefix < base.prefix()) {
            if (base.largerThan(1) && !arguments.hasValue("index")) {
                throw new PythonException("a /" + base.prefix() + " has no subnets of size /" + prefix);
            }
            return base.largerThan(1) ? (Object) false : supernet(base, prefix, arguments.integer("index", 0));
        }
        BigInteger count = BigInteger.ONE.shiftLeft(prefix - base.prefix());
        if (!arguments.hasValue("index")) {
            return count.toString();
        }
        BigInteger index = BigInteger.valueOf(arguments.integer("index", 0));
        index = index.signum() < 0 ? index.add(count) : index;
        return index.signum() < 0 || index.compareTo(count) >= 0
                ? (Object) false
                : base.text(base.first().add(index.shiftLeft(base.bits() - prefix))) + "/" + prefix;
    }

    /** The networks around an address, the largest first. */
    private static Object supernet(Network address, int prefix, int index) {
        int length = index < 0 ? address.bits() + index : prefix + index;
        if (length < prefix || length >= address.bits()) {
            return false;
        }
        Network around = new Network(address.version(), address.ip(), length, true);
        return around.text(around.first()) + "/" + length;
    }

    /** Which of the larger network's subnets this is, counted from 1. */
    private static Object position(Network subnet, Network within) {
        if (!within.contains(subnet)) {
            throw new PythonException("'" + subnet + "' is not in the subnet '" + within + "'");
        }
        return subnet.first()
                .subtract(within.first())
                .shiftRight(subnet.bits() - subnet.prefix())
                .add(BigInteger.ONE)
                .toString();
    }

    private static boolean usable(Network network, Network test) {
        boolean ends = network.largerThan(2);
        BigInteger first = ends ? network.first().add(BigInteger.ONE) : network.first();
        BigInteger last = ends ? network.last().subtract(BigInteger.ONE) : network.last();
        return network.version() == test.version()
                && first.compareTo(test.first()) <= 0
                && last.compareTo(test.last()) >= 0;
    }
}
