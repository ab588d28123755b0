package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.run.HostReader;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.trial.HostTrial;
import io.nightshift.core.trial.MachineScript;
import io.nightshift.core.trial.MachineState;
import io.nightshift.core.trial.TrialReport;
import io.nightshift.playbooks.module.ModuleFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a trial: three journalled runs, and stock taken of the machines before, between and after them. */
final class Trials {
    private static final Duration STOCKTAKING = Duration.ofMinutes(30);

    private final Prepared prepared;
    private final Workbench bench;
    private final ConnectionOptions connection;
    private final WindowOptions windows;
    private final RunStore store;
    private final RunEvent.Listener listener;
    private final PrintStream asides;

    Trials(
            Prepared prepared,
            ConnectionOptions connection,
            WindowOptions windows,
            RunStore store,
            RunEvent.Listener listener,
            PrintStream asides) {
        this.prepared = prepared;
        this.bench = prepared.bench();
        this.connection = connection;
        this.windows = windows;
        this.store = store;
        this.listener = listener;
        this.asides = asides;
    }

    /** The machines that the playbook is for. */
    Set<String> hosts() {
        try (HostReader reader = reader(bench.services(connection, store))) {
            return reader.hosts(prepared.read().playbook().plays(), prepared.limit());
        }
    }

    /** Empty when it was stopped on the way. */
    Optional<TrialReport> make(Set<String> hosts) {
        Map<String, MachineState> start = stock(hosts, "takes stock");
        Phases applied = run();
        if (applied.stopped()) {
            return stopped(applied);
        }
        Map<String, MachineState> between = stock(hosts, "takes stock of what came");
        boolean goesOn = applied.all().stream().allMatch(phase -> phase.state().good());
        Phases again = goesOn ? run() : null;
        if (again != null && again.stopped()) {
            return stopped(again);
        }
        if (again != null && again.changed()) {
            rollBack(again, List.copyOf(hosts));
        }
        Phases back = applied.touched() ? rollBack(applied, List.copyOf(hosts)) : null;
        Map<String, MachineState> end = stock(hosts, "takes stock of what is left");
        List<HostTrial> trials = new ArrayList<>();
        for (String host : hosts) {
            trials.add(new HostTrial(
                    host,
                    applied.of(host),
                    again == null ? null : again.of(host),
                    back == null ? null : back.of(host),
                    again == null ? List.of() : steps(again.run(), host),
                    notUndoable(applied.run(), host),
                    changes(start, between, host),
                    changes(start, end, host)));
        }
        return Optional.of(new TrialReport(
                prepared.read().playbook().file().toString(),
                bench.caller.user(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                trials));
    }

    private Optional<TrialReport> stopped(Phases phases) {
        asides.println("trial    stopped; take the machine back with `nightshift rollback " + phases.run() + "`");
        return Optional.empty();
    }

    private static List<MachineState.Change> changes(
            Map<String, MachineState> before, Map<String, MachineState> after, String host) {
        MachineState first = before.get(host);
        MachineState second = after.get(host);
        return first == null || second == null ? List.of() : first.changesTo(second);
    }

    /** A run or a rollback, and how the machines came out of it. */
    private record Phases(String run, int code, Map<String, HostTrial.Phase> byHost, boolean touched) {
        List<HostTrial.Phase> all() {
            return List.copyOf(byHost.values());
        }

        HostTrial.Phase of(String host) {
            HostTrial.Phase phase = byHost.get(host);
            return phase == null ? new HostTrial.Phase(run, HostState.WAITING, "", Duration.ZERO) : phase;
        }

        boolean stopped() {
            return code == ExitCode.INTERRUPTED;
        }

        boolean changed() {
            return all().stream().anyMatch(phase -> phase.state() == HostState.UPDATED);
        }
    }

    private Phases run() {
        String id = id();
        long begun = System.nanoTime();
        int code = Runs.run(bench, bench.services(connection, store), order(id, false), Attendant.atTerminal(listener));
        return phases(id, code, begun);
    }

    private RunEngine.Order order(String id, boolean resumed) {
        return prepared.order(id, Map.of(), RunCommand.KEEP_UNDO, resumed)
                .at(windows.timing(prepared.read().windows()));
    }

    private Phases rollBack(Phases run, List<String> hosts) {
        String id = id();
        long begun = System.nanoTime();
        RunRecord record = StoredRuns.find(store, run.run());
        int code = rollBack(new Rollbacks.Wanted(id, record, hosts, true, false));
        return phases(id, code, begun);
    }

    private int rollBack(Rollbacks.Wanted wanted) {
        return Rollbacks.run(
                bench, connection, prepared.settings(), prepared.read().inventory(), store, wanted, listener);
    }

    /** Goes on with a run that was interrupted. */
    int runAgain(RunRecord run) {
        return Runs.run(
                bench, bench.services(connection, store), order(run.id(), true), Attendant.atTerminal(listener));
    }

    int rollBackAgain(RunRecord rollback) {
        RunRecord undone = StoredRuns.find(store, String.valueOf(rollback.undoes()));
        List<String> hosts = store.hosts(rollback.id()).stream()
                .map(RunStore.HostRecord::name)
                .toList();
        return rollBack(new Rollbacks.Wanted(rollback.id(), undone, hosts, true, true));
    }

    private Phases phases(String id, int code, long begun) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Map<String, HostTrial.Phase> all = new LinkedHashMap<>();
        boolean touched = false;
        for (RunStore.HostRecord host : store.hosts(id)) {
            String detail = host.detail();
            String first = detail == null
                    ? ""
                    : Shown.lines(detail).stream().findFirst().orElse("");
            all.put(host.name(), new HostTrial.Phase(id, host.state(), first, took));
            touched |= store.steps(id, host.name()).stream()
                    .anyMatch(step -> step.state().mayHaveActed());
        }
        return new Phases(id, code, all, touched);
    }

    private static String id() {
        return RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
    }

    private List<String> steps(String run, String host) {
        return store.steps(run, host).stream()
                .filter(step -> step.undoKind() != UndoKind.NOT_NEEDED)
                .map(step -> step.change() + " (" + step.task() + ")")
                .toList();
    }

    private List<String> notUndoable(String run, String host) {
        List<String> all = new ArrayList<>();
        for (StepRecord step : store.steps(run, host)) {
            if (step.undoKind() == UndoKind.IMPOSSIBLE) {
                all.add(step.change() + ": " + step.undoNote());
            } else if (step.state() == StepRecord.State.UNDO_FAILED) {
                all.add(step.change() + ": its undo failed: " + step.message());
            }
        }
        return all;
    }

    private Map<String, MachineState> stock(Set<String> hosts, String doing) {
        Map<String, MachineState> all = new LinkedHashMap<>();
        RunServices services = bench.services(connection, store);
        try (HostReader reader = reader(services)) {
            for (String host : hosts) {
                asides.println("trial    " + host + "  " + doing);
                all.put(host, stock(reader, host));
            }
        } finally {
            Runs.closeQuietly(services);
        }
        return all;
    }

    private MachineState stock(HostReader reader, String host) {
        MachineScript script = new MachineScript(new SecureRandom());
        try {
            return script.read(reader.read(host, script.text(), STOCKTAKING));
        } catch (TransportException | IOException | ModuleFailure e) {
            throw new Failure("error: " + host + " cannot be taken stock of: "
                    + bench.redactor.clean(String.valueOf(e.getMessage()))
                    + "\nhint: `nightshift runs` shows what was done, and how it is taken back");
        }
    }

    private HostReader reader(RunServices services) {
        return new HostReader(
                services, bench.readers(), bench.redactor, prepared.read().inventory(), prepared.settings());
    }
}
