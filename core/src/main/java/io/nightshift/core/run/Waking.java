package io.nightshift.core.run;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.WakeOnLan;
import io.nightshift.playbooks.Rollout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes hosts that are off, where their rollout says so: from the controller, and from a host of the run that is in the same network. A
 * host's hardware address is its variable {@code mac_address}.
 */
final class Waking {
    static final String VARIABLE = "mac_address";
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RunContext run;
    private final Map<String, Instant> woken = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Waking(RunContext run) {
        this.run = run;
    }

    /** @param where the hosts are, as far as that is known */
    void wake(List<WaitingRoom.Guest> sleeping, Map<String, Optional<Target>> where) {
        Instant now = run.clock.instant();
        Map<String, String> addresses = new LinkedHashMap<>();
        for (WaitingRoom.Guest guest : sleeping) {
            Rollout rollout = guest.play().play.rollout();
            Rollout.Offline offline = rollout == null ? null : rollout.offline();
            Instant before = woken.get(guest.host());
            boolean due = before == null || !now.isBefore(before.plus(BETWEEN));
            if (offline != null && offline.wake() && due) {
                address(guest).ifPresent(address -> addresses.put(guest.host(), address));
            }
        }
        if (addresses.isEmpty()) {
            return;
        }
        addresses.keySet().forEach(host -> woken.put(host, now));
        try {
            run.connections.wake(new TreeSet<>(addresses.values()));
        } catch (IOException e) {
            tellOnce("no host can be woken from here: " + e.getMessage());
        }
        fromNeighbours(addresses, where);
    }

    private Optional<String> address(WaitingRoom.Guest guest) {
        Object value = run.templates.resolve(
                run.inventoryVariables(run.memory(guest.host())).get(VARIABLE),
                new HostScope(run, guest.play(), run.memory(guest.host()), null, Map.of()));
        Optional<String> address = value == null ? Optional.empty() : WakeOnLan.address(String.valueOf(value));
        if (address.isEmpty()) {
            tellOnce(guest.host() + " cannot be woken: its variable `" + VARIABLE + "` "
                    + (value == null ? "is not set" : "is no hardware address"));
        }
        return address;
    }

    private void tellOnce(String what) {
        if (told.add(what)) {
            run.tell(new RunEvent.Warning(what));
        }
    }

    /** One host that is awake speaks for all that sleep in its network. */
    private void fromNeighbours(Map<String, String> addresses, Map<String, Optional<Target>> where) {
        Map<String, Set<String>> networks = new LinkedHashMap<>();
        addresses.forEach((host, address) -> where.getOrDefault(host, Optional.empty())
                .flatMap(target -> network(target.address()))
                .ifPresent(network -> networks.computeIfAbsent(network, n -> new LinkedHashSet<>())
                        .add(address)));
        networks.forEach((network, sleeping) -> run.connections
                .openWhere(target ->
                        network(target.address()).filter(network::equals).isPresent())
                .ifPresent(neighbour -> {
                    try {
                        neighbour.open().shell(Become.NONE).run(run.platform.wake(sleeping), LIMIT);
                    } catch (TransportException e) {
                        // The packets of the controller have to do, until the next time.
                    }
                }));
    }

    /** The first three numbers of an IPv4 address: the network as most are cut. */
    static Optional<String> network(String address) {
        return address.matches("(\\d{1,3}\\.){3}\\d{1,3}")
                ? Optional.of(address.substring(0, address.lastIndexOf('.')))
                : Optional.empty();
    }
}
