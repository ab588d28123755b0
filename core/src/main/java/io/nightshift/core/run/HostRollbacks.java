package io.nightshift.core.run;

import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.record.ReachedNotes;
import io.nightshift.core.store.StoreException;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Rolls back the hosts of an earlier run, side by side, as a journalled run of its own; needs the store and no playbook. */
public final class HostRollbacks {
    private final RunServices services;
    private final RunEvent.Listener listener;
    private final int forks;
    private final AtomicBoolean storeFailed = new AtomicBoolean();
    private final Duration connectLimit;
    private final Duration lockTimeout;
    private final HostSecrets secrets;
    private final UnaryOperator<String> clean;

    /**
     * @param secrets what opens the hosts
     * @param clean takes known secrets out of what hosts say
     */
    public HostRollbacks(
            RunServices services,
            RunEvent.Listener listener,
            int forks,
            Duration connectLimit,
            HostSecrets secrets,
            UnaryOperator<String> clean,
            Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
        this.services = services;
        this.listener = listener;
        this.forks = forks;
        this.connectLimit = connectLimit;
        this.secrets = secrets;
        this.clean = clean;
    }

    /**
     * A rollback to be made.
     *
     * @param id its own name
     * @param holder who makes it, for others who want the same hosts
     * @param resumed whether the store holds it already, and it goes on from there
     */
    public record Order(
            String id,
            RunRecord undone,
            List<String> hosts,
            boolean partial,
            List<String> commandLine,
            String version,
            String holder,
            boolean resumed) {
        public Order {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * The exit code; each host's end state is stored with the rollback and, where it went back, with the run.
     *
     * @param begun called when the store knows the rollback, before a host is touched
     */
    public int run(Order order, Runnable begun) {
        RunStore store = services.store();
        String id = order.id();
        RunRecord undone = order.undone();
        List<String> hosts = order.hosts();
        Instant start = services.clock().instant();
        Map<String, HostRecord> records = new LinkedHashMap<>();
        store.hosts(undone.id()).forEach(record -> records.put(record.name(), record));
        boolean interrupted = store.rollbacksOf(undone.id()).stream().anyMatch(rollback -> rollback.ended() == null);
        if (order.resumed()) {
            store.reopen(id);
        } else {
            begin(order, start);
        }
        begun.run();
        Hold hold = new Hold(undone.id(), store.raiseEpoch(undone.id()), order.holder(), true);
        listener.on(new RunEvent.RunStarted(id, "rollback of " + undone.id(), hosts.size(), false, ""));
        Map<String, HostState> states = new ConcurrentHashMap<>();
        Map<String, String> details = new ConcurrentHashMap<>();
        Deque<String> waiting = new ConcurrentLinkedDeque<>(hosts);
        try (Connections connections = new Connections(services, connectLimit)) {
            Holds holds = new Holds(services.platform(), hold);
            OfOrder work = new OfOrder(order, interrupted, records, connections, holds);
            List<Pace.Worker> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(forks, hosts.size()); i++) {
                workers.add(services.pace().start("rollback-" + i, () -> {
                    for (String host = waiting.poll(); host != null; host = waiting.poll()) {
                        Rollback.Ended ended = work.host(host);
                        holds.end(host);
                        states.put(host, ended.state());
                        details.put(host, Rollback.told(ended.detail(), ended.left()));
                        keep(order, host, ended.state(), Rollback.told(ended.detail(), ended.left()));
                    }
                }));
            }
            workers.forEach(Pace.Worker::join);
        }
        Map<String, HostState> ordered = new LinkedHashMap<>();
        hosts.forEach(host -> ordered.put(host, states.getOrDefault(host, HostState.WAITING)));
        int exitCode = exitCode(ordered);
        Instant now = services.clock().instant();
        if (!storeFailed.get()) {
            stored(() -> store.end(id, exitCode, now));
        }
        listener.on(new RunEvent.RunEnded(id, exitCode, ordered, details, Duration.between(start, now)));
        return exitCode;
    }

    private void keep(Order order, String host, HostState state, String detail) {
        Instant now = services.clock().instant();
        stored(() -> {
            services.store().host(order.id(), host, state, detail, now);
            if (!state.good() && (state != HostState.PARKED || isPartlyBack(order, host))) {
                services.store().host(order.undone().id(), host, state, detail, now);
            }
        });
        listener.on(new RunEvent.HostEnded(host, state, detail));
    }

    /** A host that was never come to stands as its run left it. */
    private boolean isPartlyBack(Order order, String host) {
        return services.store().steps(order.undone().id(), host).stream()
                .anyMatch(step -> step.state() == StepRecord.State.UNDONE);
    }

    /** What cannot be written leaves the rollback open, and a resume finds out again how the host stands. */
    private void stored(Runnable write) {
        try {
            write.run();
        } catch (StoreException e) {
            storeFailed.set(true);
        }
    }

    private void begin(Order order, Instant now) {
        services.store()
                .begin(
                        new RunRecord(
                                order.id(),
                                RunRecord.Kind.ROLLBACK,
                                order.undone().id(),
                                order.undone().playbook(),
                                order.commandLine(),
                                System.getProperty("user.name", ""),
                                order.version(),
                                now,
                                null,
                                null,
                                order.undone().keepUndoUntil(),
                                false),
                        Map.of(),
                        order.hosts().stream()
                                .map(host -> new HostRecord(host, 1, HostState.WAITING, null, Map.of(), now))
                                .toList());
    }

    /** Rolled back is what was asked for here, so it counts as well. */
    private static int exitCode(Map<String, HostState> states) {
        return RunResult.exitCode(
                states.values().stream()
                        .map(state -> state == HostState.ROLLED_BACK ? HostState.UPDATED : state)
                        .toList(),
                false);
    }

    /** The work of one order. */
    private final class OfOrder {
        private final Order order;
        private final boolean interrupted;
        private final Map<String, HostRecord> records;
        private final Connections connections;
        private final Holds holds;

        /** @param interrupted whether an earlier rollback may have left restarts to be made, though every step has gone back */
        OfOrder(
                Order order,
                boolean interrupted,
                Map<String, HostRecord> records,
                Connections connections,
                Holds holds) {
            this.order = order;
            this.interrupted = interrupted;
            this.records = records;
            this.connections = connections;
            this.holds = holds;
        }

        Rollback.Ended host(String host) {
            try {
                return rolledBack(host);
            } catch (StaleRunException e) {
                return new Rollback.Ended(HostState.PARKED, String.valueOf(e.getMessage()), List.of());
            } catch (StoreException e) {
                storeFailed.set(true);
                String told = "the journal could not be written (" + e.getMessage() + "); `nightshift resume "
                        + order.id() + "` goes on with this host";
                return new Rollback.Ended(HostState.PARKED, told, List.of());
            } catch (RuntimeException e) {
                Bugs.report(e);
                return new Rollback.Ended(HostState.ROLLBACK_FAILED, "a bug of Nightshift: " + e, List.of());
            }
        }

        private Rollback.Ended rolledBack(String host) {
            List<StepRecord> steps = services.store().steps(order.undone().id(), host);
            if (Rollback.undoable(steps).isEmpty()
                    && Rollback.notUndoable(steps).isEmpty()
                    && !interrupted) {
                return new Rollback.Ended(HostState.UNCHANGED, "nothing to take back", List.of());
            }
            listener.on(new RunEvent.UndoStarted(host, Rollback.undoable(steps).size()));
            Rollback rollback = new Rollback(
                    services.store(),
                    services.platform(),
                    services.clock(),
                    services.pace(),
                    step -> reach(step, host),
                    (name, change, succeeded, message) ->
                            listener.on(new RunEvent.UndoStep(name, change, succeeded, message)),
                    clean,
                    new Rollback.Manner(
                            holds.hold(),
                            new HoldPatience(
                                    services.store(),
                                    services.platform(),
                                    lockTimeout,
                                    () -> false,
                                    services.pace()::pause,
                                    message -> listener.on(new RunEvent.Warning(message))),
                            RunSettings.COME_BACK),
                    new ControllerUndos(services.drivers()));
            return rollback.host(order.id(), host, steps, order.partial());
        }

        private Rollback.Reached reach(StepRecord step, String host) throws TransportException {
            HostRecord record = records.get(step.target());
            Map<String, String> how = record == null
                    ? ReachedNotes.of(services.store(), order.undone().id(), host, step.target())
                    : record.connection();
            HostSecrets.Secrets known = secrets.of(step.target());
            Target target = known.into(ConnectionRecords.target(step.target(), how, step.login()));
            boolean local = ConnectionRecords.isLocal(how) || how.isEmpty() && Targets.isLocalName(step.target());
            String user = step.becomeUser();
            Become become = user == null
                    ? Become.NONE
                    : new Become.User(
                            user,
                            Become.Method.named(String.valueOf(step.becomeMethod()))
                                    .orElse(Become.Method.SUDO),
                            known.become(),
                            List.of());
            Connections.Entry entry = connections.entry(target, local);
            holds.begin(host, entry, become);
            Connection open = entry.open();
            return new Rollback.Reached(open, open.shell(become), entry.profile(become), entry.isLocal());
        }
    }
}
