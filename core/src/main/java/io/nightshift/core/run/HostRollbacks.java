package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rolls back the hosts of an earlier run, side by side, as a journalled run of its own; needs the store and no playbook. */
public final class HostRollbacks {
    private final RunServices services;
    private final RunEvent.Listener listener;
    private final int forks;
    private final Duration connectLimit;
    private final @Nullable Secret password;
    private final @Nullable Secret becomePassword;

    public HostRollbacks(
            RunServices services,
            RunEvent.Listener listener,
            int forks,
            Duration connectLimit,
            @Nullable Secret password,
            @Nullable Secret becomePassword) {
        this.services = services;
        this.listener = listener;
        this.forks = forks;
        this.connectLimit = connectLimit;
        this.password = password;
        this.becomePassword = becomePassword;
    }

    /**
     * A rollback to be made.
     *
     * @param id its own name
     * @param resumed whether the store holds it already, and it goes on from there
     */
    public record Order(
            String id,
            RunRecord undone,
            List<String> hosts,
            boolean partial,
            List<String> commandLine,
            String version,
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
        listener.on(new RunEvent.RunStarted(id, "rollback of " + undone.id(), hosts.size(), false, ""));
        Map<String, HostState> states = new ConcurrentHashMap<>();
        Map<String, String> details = new ConcurrentHashMap<>();
        try (Connections connections =
                new Connections(services.ssh(), services.local(), services.platform(), connectLimit)) {
            ExecutorService pool = Executors.newFixedThreadPool(Math.min(forks, Math.max(1, hosts.size())));
            for (String host : hosts) {
                pool.execute(() -> {
                    Rollback.Ended ended = host(order, host, interrupted, records, connections);
                    states.put(host, ended.state());
                    String detail = Rollback.told(ended.detail(), ended.left());
                    details.put(host, detail);
                    Instant now = services.clock().instant();
                    store.host(id, host, ended.state(), detail, now);
                    if (!ended.state().good()) {
                        store.host(undone.id(), host, ended.state(), detail, now);
                    }
                    listener.on(new RunEvent.HostEnded(host, ended.state(), detail));
                });
            }
            pool.shutdown();
            await(pool);
        }
        Map<String, HostState> ordered = new LinkedHashMap<>();
        hosts.forEach(host -> ordered.put(host, states.getOrDefault(host, HostState.WAITING)));
        int exitCode = exitCode(ordered);
        Instant now = services.clock().instant();
        store.end(id, exitCode, now);
        listener.on(new RunEvent.RunEnded(id, exitCode, ordered, details, Duration.between(start, now)));
        return exitCode;
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

    private static void await(ExecutorService pool) {
        try {
            while (!pool.awaitTermination(1, TimeUnit.HOURS)) {
                continue;
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** @param interrupted whether an earlier rollback may have left restarts to be made, though every step has gone back */
    private Rollback.Ended host(
            Order order, String host, boolean interrupted, Map<String, HostRecord> records, Connections connections) {
        List<StepRecord> steps = services.store().steps(order.undone().id(), host);
        if (Rollback.undoable(steps).isEmpty() && Rollback.notUndoable(steps).isEmpty() && !interrupted) {
            return new Rollback.Ended(HostState.UNCHANGED, "nothing to take back", List.of());
        }
        listener.on(new RunEvent.UndoStarted(host, Rollback.undoable(steps).size()));
        Rollback rollback = new Rollback(
                services.store(),
                services.platform(),
                services.clock(),
                step -> reach(step, records, connections),
                (name, change, succeeded, message) ->
                        listener.on(new RunEvent.UndoStep(name, change, succeeded, message)));
        try {
            return rollback.host(order.id(), host, steps, order.partial());
        } catch (RuntimeException e) {
            Bugs.report(e);
            return new Rollback.Ended(HostState.ROLLBACK_FAILED, "a bug of Nightshift: " + e, List.of());
        }
    }

    private Rollback.Reached reach(StepRecord step, Map<String, HostRecord> records, Connections connections)
            throws TransportException {
        HostRecord record = records.get(step.target());
        Map<String, String> how = record == null ? Map.of() : record.connection();
        Target target =
                ConnectionRecords.target(step.target(), how, step.login()).withPassword(password);
        boolean local = ConnectionRecords.isLocal(how) || record == null && Targets.isLocalName(step.target());
        String user = step.becomeUser();
        Become become = user == null
                ? Become.NONE
                : new Become.User(
                        user,
                        Become.Method.named(String.valueOf(step.becomeMethod())).orElse(Become.Method.SUDO),
                        becomePassword,
                        List.of());
        Connections.Entry entry = connections.entry(target, local);
        return new Rollback.Reached(entry.open().shell(become), entry.profile(become));
    }
}
