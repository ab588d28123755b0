package io.nightshift.core.notify;

import io.nightshift.core.journal.HostState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the hosts of a run stand so far. Safe for many threads. */
final class HostTally {
    /** Those that need somebody most come first. */
    private static final List<HostState> ORDER = List.of(
            HostState.ROLLBACK_FAILED,
            HostState.UNKNOWN,
            HostState.PARTLY_ROLLED_BACK,
            HostState.FAILED_KEPT,
            HostState.ROLLED_BACK,
            HostState.UNREACHABLE,
            HostState.PARKED,
            HostState.WAITING,
            HostState.RUNNING,
            HostState.UPDATED,
            HostState.UNCHANGED);

    private final Set<String> through = ConcurrentHashMap.newKeySet();
    private final Map<String, Message.Named> ended = new ConcurrentHashMap<>();

    void through(String host) {
        through.add(host);
        ended.remove(host);
    }

    void ended(String host, HostState state, String detail) {
        ended.put(host, new Message.Named(host, state.name(), detail));
        if (!state.good()) {
            through.remove(host);
        }
    }

    /** Such as {@code done: 12, failed kept: 1}. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<HostState, Integer> states = new EnumMap<>(HostState.class);
        int done = 0;
        for (Message.Named host : ended.values()) {
            HostState state = HostState.valueOf(host.state());
            if (!state.good()) {
                states.merge(state, 1, Integer::sum);
            } else if (!through.contains(host.host())) {
                done++;
            }
        }
        counts.put("done", done + through.size());
        counts.putAll(words(states));
        return counts;
    }

    /** Hosts that did not end well, the worst first. */
    List<Message.Named> needy() {
        return sorted(ended.values());
    }

    static List<Message.Named> sorted(Collection<Message.Named> all) {
        List<Message.Named> hosts = new ArrayList<>();
        all.stream().filter(host -> !HostState.valueOf(host.state()).good()).forEach(hosts::add);
        hosts.sort(Comparator.comparing((Message.Named host) -> ORDER.indexOf(HostState.valueOf(host.state())))
                .thenComparing(Message.Named::host));
        return hosts;
    }

    static Map<String, Integer> counted(Iterable<HostState> hosts) {
        Map<HostState, Integer> states = new EnumMap<>(HostState.class);
        hosts.forEach(state -> states.merge(state, 1, Integer::sum));
        return words(states);
    }

    private static Map<String, Integer> words(Map<HostState, Integer> states) {
        Map<String, Integer> words = new LinkedHashMap<>();
        states.forEach((state, count) -> words.put(state.name().toLowerCase(Locale.ROOT), count));
        return words;
    }
}
