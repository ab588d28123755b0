package io.nightshift.core.run;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In whose name this process changes hosts, and where. A step takes the host that it changes; the host is let go of when the run is
 * over there, and where a task only delegated something to it, right after that. Safe for many threads.
 */
final class Holds {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Platform platform;
    private final Hold hold;
    private final Map<String, Integer> turns = new ConcurrentHashMap<>();
    private final Map<Place, Integer> users = new HashMap<>();
    private final Map<String, Set<Place>> ofHosts = new HashMap<>();

    Holds(Platform platform, Hold hold) {
        this.platform = platform;
        this.hold = hold;
    }

    /** A host as one user. */
    private record Place(Connections.Entry entry, Become become) {}

    Hold hold() {
        return hold;
    }

    /** In whose name a host is changed that this run works for. */
    Hold of(String host) {
        Integer turn = turns.get(host);
        return turn == null ? hold : hold.onTurn(turn);
    }

    /** This host has been in so many hands. */
    void turn(String host, int turn) {
        turns.put(host, turn);
    }

    /**
     * A step of this host's is going to be made.
     *
     * @return whether it is delegated to another host, so that {@link #delegated} must follow it
     */
    boolean begin(String host, HostAccess access) {
        if (access.entry().isLocal()) {
            return false;
        }
        if (access.entry().target().name().equals(host)) {
            begin(host, access.entry(), access.become());
            return false;
        }
        delegating(access.entry(), access.become());
        return true;
    }

    /** Steps of this host's are going to be made or taken back here, until it is through. */
    synchronized void begin(String host, Connections.Entry entry, Become become) {
        if (entry.isLocal()) {
            return;
        }
        Place place = new Place(entry, become);
        if (ofHosts.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(place)) {
            users.merge(place, 1, Integer::sum);
        }
    }

    private synchronized void delegating(Connections.Entry entry, Become become) {
        users.merge(new Place(entry, become), 1, Integer::sum);
    }

    void delegated(Connections.Entry entry, Become become) {
        letGo(List.of(new Place(entry, become)), false);
    }

    /** The run is over on this host, or it is not going to be worked on for long. */
    void end(String host) {
        end(host, false);
    }

    /** @param logsIn whether to log in once more where the connection was lost, because the host answers */
    void end(String host, boolean logsIn) {
        Set<Place> places;
        synchronized (this) {
            places = ofHosts.remove(host);
        }
        if (places != null) {
            letGo(places, logsIn);
        }
    }

    /** The host stays held, for the controller that goes on with it. */
    synchronized void leave(String host) {
        Set<Place> places = ofHosts.remove(host);
        if (places != null) {
            places.forEach(users::remove);
        }
    }

    /** What nobody has let go of yet. */
    void endAll() {
        List<String> hosts;
        synchronized (this) {
            hosts = List.copyOf(ofHosts.keySet());
        }
        hosts.forEach(this::end);
    }

    private void letGo(Iterable<Place> places, boolean logsIn) {
        for (Place place : places) {
            synchronized (this) {
                if (users.merge(place, -1, Integer::sum) > 0) {
                    continue;
                }
                users.remove(place);
            }
            release(place, logsIn);
        }
    }

    /** A host whose connection is lost is free by itself when its time is over. */
    private void release(Place place, boolean logsIn) {
        Connection connection = place.entry().standing();
        if (connection == null && !logsIn) {
            return;
        }
        try {
            if (connection == null) {
                connection = place.entry().open();
            }
            String script = platform.release(
                    place.entry().profile(place.become()),
                    of(place.entry().target().name()));
            connection.shell(place.become()).run(script, ANSWER);
        } catch (TransportException e) {
            // As above.
        }
    }
}
