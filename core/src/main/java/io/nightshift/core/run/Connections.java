package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One open connection for each host acted on, kept until the run ends; opened again where it was lost. */
final class Connections implements AutoCloseable {
    /** A host that did not answer may do so a while later. */
    private static final Duration STILL_SO = Duration.ofMinutes(1);

    private final Transport ssh;
    private final Transport local;
    private final Platform platform;
    private final Duration limit;
    private final Pace pace;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    Connections(RunServices services, Duration limit) {
        this.ssh = services.ssh();
        this.local = services.local();
        this.platform = services.platform();
        this.pace = services.pace();
        this.limit = limit;
    }

    /** The entry of a host and login; not connected yet. */
    Entry entry(Target target, boolean isLocal) {
        return entries.computeIfAbsent(
                (isLocal ? "local:" : "ssh:") + target.name() + "/" + target.user() + "@" + target.address() + ":"
                        + target.port(),
                key -> new Entry(target, isLocal));
    }

    /** Whether a connection to the host has stood in this run. */
    boolean hasAnswered(String host) {
        return answered.contains(host);
    }

    /** Closes the connections of hosts that are left alone for a while; the next use makes new ones. */
    void rest(Collection<String> hosts) {
        entries.values().stream()
                .filter(entry -> !entry.isLocal && hosts.contains(entry.target.name()))
                .forEach(Entry::close);
    }

    /** Wakes computers over the network, from here. */
    void wake(Set<String> hardwareAddresses) throws IOException {
        ssh.wake(hardwareAddresses);
    }

    /** A host like this with a connection that stands. */
    Optional<Entry> openWhere(Predicate<Target> like) {
        return entries.values().stream()
                .filter(entry -> !entry.isLocal && like.test(entry.target))
                .filter(entry -> entry.connection != null && entry.connection.isOpen())
                .findFirst();
    }

    /** Those of many hosts that answer, found out without logging in. */
    Collection<Target> awake(Collection<Target> targets, Duration patience) {
        return ssh.awake(targets, patience);
    }

    /** Gives up a connection, so that the next use makes a new one. */
    void reset(Entry entry) {
        entry.close();
    }

    @Override
    public void close() {
        entries.values().forEach(Entry::close);
    }

    /** What came of connecting early, and whether it is still so. */
    private record Refused(TransportException why, BooleanSupplier stillSo) {
        /** A login that was refused is not tried a second time, however long ago that was. */
        boolean counts() {
            return why.kind() != TransportException.Kind.UNREACHABLE || stillSo.getAsBoolean();
        }
    }

    /** One host's connection and what greetings learned there. */
    final class Entry {
        private final Target target;
        private final boolean isLocal;
        /** Held over a login: hosts that delegate to the same one share it. */
        private final Pace.Permits lock = pace.permits(1);

        private final Map<Become, HostProfile> profiles = new ConcurrentHashMap<>();
        private volatile @Nullable Connection connection;
        private @Nullable Refused early;

        Entry(Target target, boolean isLocal) {
            this.target = target;
            this.isLocal = isLocal;
        }

        Target target() {
            return target;
        }

        boolean isLocal() {
            return isLocal;
        }

        /** One more login, which the caller closes: it shows that the host still lets in. */
        Connection another() throws TransportException {
            return (isLocal ? local : ssh).connect(target, limit);
        }

        /** The connection as it stands, null where there is none. */
        @Nullable
        Connection standing() {
            lock.acquire();
            try {
                Connection open = connection;
                return open != null && open.isOpen() ? open : null;
            } finally {
                lock.release();
            }
        }

        Connection open() throws TransportException {
            Connection open = connection;
            if (open != null && open.isOpen()) {
                answered.add(target.name());
            }
            // Who waits for a place must not hold this entry's lock: whoever holds the place may be waiting for that.
            return open != null && open.isOpen() ? open : Ring.patiently(this::opened);
        }

        private Connection opened() throws TransportException {
            lock.acquire();
            try {
                Connection open = openedAlone();
                answered.add(target.name());
                return open;
            } finally {
                lock.release();
            }
        }

        /** Connects where nobody has yet. Should that fail, the next use learns it instead of trying once more at once. */
        void openEarly() {
            lock.acquire();
            try {
                if (early == null) {
                    openedAlone();
                }
            } catch (TransportException e) {
                early = new Refused(e, pace.within(STILL_SO));
            } finally {
                lock.release();
            }
        }

        private Connection openedAlone() throws TransportException {
            Connection open = connection;
            if (open == null || !open.isOpen()) {
                Refused before = early;
                early = null;
                if (before != null && before.counts()) {
                    throw before.why();
                }
                closeAlone();
                open = (isLocal ? local : ssh).connect(target, limit);
                connection = open;
            }
            return open;
        }

        /** Who we are there and what the host has; asked once for each connection and user. */
        HostProfile profile(Become become) throws TransportException {
            Connection open = connection;
            HostProfile known = profiles.get(become);
            if (known != null && open != null && open.isOpen()) {
                return known;
            }
            open();
            return greeted(become);
        }

        private HostProfile greeted(Become become) throws TransportException {
            lock.acquire();
            try {
                return greetedAlone(become);
            } finally {
                lock.release();
            }
        }

        private HostProfile greetedAlone(Become become) throws TransportException {
            Connection open = openedAlone();
            HostProfile known = profiles.get(become);
            if (known == null) {
                Frame greeting = open.shell(become).run(platform.greeting(), limit);
                try {
                    known = platform.recognise(greeting);
                } catch (IllegalArgumentException e) {
                    throw new TransportException(
                            TransportException.Kind.SETTINGS, target.name() + ": " + e.getMessage());
                }
                profiles.put(become, known);
            }
            return known;
        }

        void close() {
            lock.acquire();
            try {
                closeAlone();
            } finally {
                lock.release();
            }
        }

        private void closeAlone() {
            profiles.clear();
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
