package io.nightshift.core.simulator;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The store's contract kept in memory; it outlives the controllers that write to it. */
public final class MemoryStore implements RunStore {
    private static final Comparator<RunRecord> BY_AGE =
            Comparator.comparing(RunRecord::started).thenComparing(RunRecord::id);

    private final Map<String, Kept> runs = new LinkedHashMap<>();
    private final List<HostTime> times = new ArrayList<>();

    private static final class Kept {
        private RunRecord run;
        private int epoch = 1;
        private final Map<String, String> texts;
        private final Map<String, HostRecord> hosts = new LinkedHashMap<>();
        private final Map<String, TreeMap<Integer, StepRecord>> steps = new LinkedHashMap<>();
        private final Map<String, List<Map.Entry<String, String>>> notes = new LinkedHashMap<>();
        private final List<RunControl> controls = new ArrayList<>();

        Kept(RunRecord run, Map<String, String> texts) {
            this.run = run;
            this.texts = new LinkedHashMap<>(texts);
        }
    }

    @Override
    public synchronized void begin(RunRecord run, Map<String, String> texts, List<HostRecord> hosts) {
        if (runs.containsKey(run.id())) {
            throw new StoreException("Run " + run.id() + " is already in the store.");
        }
        Kept kept = new Kept(run, texts);
        hosts.forEach(host -> kept.hosts.put(host.name(), host));
        runs.put(run.id(), kept);
    }

    @Override
    public synchronized void intend(StepRecord step, Hold hold) {
        StepId id = step.id();
        Kept holder = runs.get(hold.run());
        if (holder != null && holder.epoch > hold.epoch()) {
            throw new StaleRunException(hold.run());
        }
        Kept kept = runs.get(id.run());
        if (kept == null
                || kept.steps
                                .computeIfAbsent(id.host(), host -> new TreeMap<>())
                                .putIfAbsent(id.sequence(), step)
                        != null) {
            throw new StoreException("Step " + id.sequence() + " of " + id.host() + " cannot be added to run "
                    + id.run() + ": it is there already, or the run is not in the store.");
        }
    }

    @Override
    public synchronized void conclude(StepId id, StepRecord.State state, String message, Instant ended) {
        TreeMap<Integer, StepRecord> steps = known(id.run()).steps.getOrDefault(id.host(), new TreeMap<>());
        StepRecord step = steps.get(id.sequence());
        if (step == null || !step.id().equals(id)) {
            throw new StoreException("The journal of " + id.host() + " in run " + id.run() + " holds no step "
                    + id.sequence() + " (" + id.path() + ").");
        }
        steps.put(id.sequence(), with(step, step.undoScript(), state, message, ended));
    }

    private static StepRecord with(
            StepRecord step, String undoScript, StepRecord.State state, String message, Instant ended) {
        return new StepRecord(
                step.id(),
                step.task(),
                step.position(),
                step.target(),
                step.login(),
                step.becomeUser(),
                step.becomeMethod(),
                step.ticket(),
                step.change(),
                step.undoKind(),
                undoScript,
                step.undoNote(),
                state,
                message,
                step.intended(),
                ended);
    }

    @Override
    public synchronized void host(String run, String host, HostState state, String detail, Instant when) {
        Map<String, HostRecord> hosts = known(run).hosts;
        HostRecord before = hosts.get(host);
        if (before == null) {
            throw new StoreException("The store knows no host " + host + " in run " + run + ".");
        }
        hosts.put(host, new HostRecord(host, before.ring(), state, detail, before.connection(), when));
    }

    @Override
    public synchronized void addHost(String run, HostRecord host) {
        known(run).hosts.put(host.name(), host);
    }

    @Override
    public synchronized void note(String run, String host, String key, String value) {
        known(run).notes.computeIfAbsent(host, name -> new ArrayList<>()).add(Map.entry(key, value));
    }

    @Override
    public synchronized void end(String run, int exitCode, Instant ended) {
        change(run, before -> with(before, ended, exitCode, before.undoPruned()));
    }

    @Override
    public synchronized void reopen(String run) {
        change(run, before -> with(before, null, null, before.undoPruned()));
    }

    @Override
    public synchronized int raiseEpoch(String run) {
        return ++known(run).epoch;
    }

    @Override
    public synchronized void undoPruned(String run) {
        change(run, before -> with(before, before.ended(), before.exitCode(), true));
        known(run)
                .steps
                .values()
                .forEach(steps -> steps.replaceAll(
                        (sequence, step) -> with(step, null, step.state(), step.message(), step.ended())));
    }

    private void change(String run, UnaryOperator<RunRecord> change) {
        Kept kept = known(run);
        kept.run = change.apply(kept.run);
    }

    private static RunRecord with(RunRecord run, Instant ended, Integer exitCode, boolean pruned) {
        return new RunRecord(
                run.id(),
                run.kind(),
                run.undoes(),
                run.playbook(),
                run.commandLine(),
                run.user(),
                run.version(),
                run.started(),
                ended,
                exitCode,
                run.keepUndoUntil(),
                pruned);
    }

    private Kept known(String run) {
        Kept kept = runs.get(run);
        if (kept == null) {
            throw new StoreException("The store knows no run " + run + ". `nightshift runs` lists those it knows.");
        }
        return kept;
    }

    @Override
    public synchronized void control(String run, RunControl control) {
        known(run).controls.add(control);
    }

    @Override
    public synchronized List<RunControl> controls(String run) {
        Kept kept = runs.get(run);
        return kept == null ? List.of() : List.copyOf(kept.controls);
    }

    @Override
    public synchronized void took(HostTime time) {
        times.remove(time);
        times.add(time);
        List<HostTime> own = times.stream()
                .filter(each ->
                        each.subject().equals(time.subject()) && each.host().equals(time.host()))
                .toList();
        times.removeAll(own.subList(0, Math.max(0, own.size() - 50)));
    }

    @Override
    public synchronized List<HostTime> times(String subject) {
        return times.stream()
                .filter(time -> time.subject().equals(subject))
                .sorted(Comparator.comparing(HostTime::host).thenComparing(HostTime::ended))
                .toList();
    }

    @Override
    public synchronized List<RunRecord> runs(int limit) {
        return select(run -> true, BY_AGE.reversed()).stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<RunRecord> run(String id) {
        return Optional.ofNullable(runs.get(id)).map(kept -> kept.run);
    }

    @Override
    public synchronized List<RunRecord> runsBeginning(String idPrefix) {
        return select(run -> run.id().startsWith(idPrefix), BY_AGE.reversed());
    }

    @Override
    public synchronized List<RunRecord> openRuns() {
        return select(run -> run.ended() == null, BY_AGE);
    }

    @Override
    public synchronized List<RunRecord> rollbacksOf(String run) {
        return select(each -> run.equals(each.undoes()), BY_AGE);
    }

    private List<RunRecord> select(Predicate<RunRecord> wanted, Comparator<RunRecord> order) {
        return runs.values().stream()
                .map(kept -> kept.run)
                .filter(wanted)
                .sorted(order)
                .toList();
    }

    @Override
    public synchronized Map<String, String> texts(String run) {
        Kept kept = runs.get(run);
        return kept == null ? Map.of() : new LinkedHashMap<>(kept.texts);
    }

    @Override
    public synchronized List<HostRecord> hosts(String run) {
        Kept kept = runs.get(run);
        return kept == null ? List.of() : List.copyOf(kept.hosts.values());
    }

    @Override
    public synchronized List<StepRecord> steps(String run, String host) {
        Kept kept = runs.get(run);
        return kept == null || !kept.steps.containsKey(host)
                ? List.of()
                : List.copyOf(kept.steps.get(host).values());
    }

    @Override
    public synchronized List<Map.Entry<String, String>> notes(String run, String host) {
        Kept kept = runs.get(run);
        return kept == null ? List.of() : List.copyOf(kept.notes.getOrDefault(host, List.of()));
    }

    @Override
    public void close() {}
}
