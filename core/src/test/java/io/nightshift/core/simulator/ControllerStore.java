package io.nightshift.core.simulator;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store as one controller sees it. What it was promised outlives it; notes that nobody had waited for are lost with it, the last
 * ones first, as they may be.
 */
final class ControllerStore implements RunStore {
    private final World world;
    private final MemoryStore kept;
    private final List<Runnable> unconfirmed = new ArrayList<>();

    ControllerStore(World world) {
        this.world = world;
        this.kept = world.store;
        world.journal = this;
    }

    private void write(String method, String what, Runnable write) {
        world.baton.mayBeOvertaken();
        Accidents.StoreAccident accident = world.accidents.store(method);
        world.met += accident == Accidents.StoreAccident.NONE ? 0 : 1;
        world.trace("store " + method + " " + what + (accident == Accidents.StoreAccident.NONE ? "" : ": " + accident));
        switch (accident) {
            case KILLED_BEFORE -> throw dies();
            case FAILS_BEFORE -> throw new StoreException("The store could not save a record. Is the disk full?");
            default -> {}
        }
        if (method.equals("note")) {
            unconfirmed.add(write);
        } else {
            confirm();
            write.run();
        }
        switch (accident) {
            case KILLED_AFTER -> throw dies();
            case FAILS_AFTER -> throw new StoreException("The store does not know whether it saved a record.");
            default -> world.baton.mayBeOvertaken();
        }
    }

    private void confirm() {
        List<Runnable> notes = List.copyOf(unconfirmed);
        unconfirmed.clear();
        notes.forEach(Runnable::run);
    }

    /** The controller dies now, whoever of it is at work. */
    Killed dies() {
        int lost = unconfirmed.isEmpty() ? 0 : world.random.nextInt(unconfirmed.size() + 1);
        unconfirmed.subList(unconfirmed.size() - lost, unconfirmed.size()).clear();
        confirm();
        world.trace("killed, and with it " + lost + " notes");
        return world.baton.kill();
    }

    /** Readings overtake nobody: some are made while others of this controller have to wait. */
    private <T> T read(String method, Supplier<T> reading) {
        if (world.baton.isDead()) {
            throw new Killed();
        }
        Accidents.StoreAccident accident = world.accidents.store(method);
        if (accident != Accidents.StoreAccident.NONE) {
            world.met++;
            world.trace("store " + method + ": " + accident);
            switch (accident) {
                case KILLED_BEFORE, KILLED_AFTER -> throw dies();
                default -> throw new StoreException("The store cannot be read.");
            }
        }
        confirm();
        return reading.get();
    }

    @Override
    public void begin(RunRecord run, Map<String, String> texts, List<HostRecord> hosts) {
        write("begin", run.id(), () -> kept.begin(run, texts, hosts));
    }

    @Override
    public void intend(StepRecord step, Hold hold) {
        write("intend", step.id() + " " + step.change() + " " + step.undoScript(), () -> kept.intend(step, hold));
    }

    @Override
    public void conclude(StepId step, StepRecord.State state, String message, Instant ended) {
        write("conclude", step + " " + state + " " + message, () -> kept.conclude(step, state, message, ended));
    }

    @Override
    public void host(String run, String host, HostState state, String detail, Instant when) {
        write("host", run + " " + host + " " + state + " " + detail, () -> kept.host(run, host, state, detail, when));
    }

    @Override
    public void addHost(String run, HostRecord host) {
        write("addHost", run + " " + host.name(), () -> kept.addHost(run, host));
    }

    @Override
    public void note(String run, String host, String key, String value) {
        write("note", run + " " + host + " " + key + " " + value, () -> kept.note(run, host, key, value));
    }

    @Override
    public void end(String run, int exitCode, Instant ended) {
        write("end", run + " " + exitCode, () -> kept.end(run, exitCode, ended));
    }

    @Override
    public void reopen(String run) {
        write("reopen", run, () -> kept.reopen(run));
    }

    @Override
    public int raiseEpoch(String run) {
        int[] epoch = new int[1];
        write("raiseEpoch", run, () -> epoch[0] = kept.raiseEpoch(run));
        return epoch[0];
    }

    @Override
    public void undoPruned(String run) {
        write("undoPruned", run, () -> kept.undoPruned(run));
    }

    @Override
    public void control(String run, RunControl control) {
        write("control", run + " " + control, () -> kept.control(run, control));
    }

    @Override
    public List<RunControl> controls(String run) {
        return read("controls", () -> kept.controls(run));
    }

    @Override
    public void took(HostTime time) {
        write("took", time.toString(), () -> kept.took(time));
    }

    @Override
    public List<HostTime> times(String subject) {
        return read("times", () -> kept.times(subject));
    }

    @Override
    public List<RunRecord> runs(int limit) {
        return read("runs", () -> kept.runs(limit));
    }

    @Override
    public Optional<RunRecord> run(String id) {
        return read("run", () -> kept.run(id));
    }

    @Override
    public List<RunRecord> runsBeginning(String idPrefix) {
        return read("runsBeginning", () -> kept.runsBeginning(idPrefix));
    }

    @Override
    public List<RunRecord> openRuns() {
        return read("openRuns", kept::openRuns);
    }

    @Override
    public List<RunRecord> rollbacksOf(String run) {
        return read("rollbacksOf", () -> kept.rollbacksOf(run));
    }

    @Override
    public Map<String, String> texts(String run) {
        return read("texts", () -> kept.texts(run));
    }

    @Override
    public List<HostRecord> hosts(String run) {
        return read("hosts", () -> kept.hosts(run));
    }

    @Override
    public List<StepRecord> steps(String run, String host) {
        return read("steps", () -> kept.steps(run, host));
    }

    @Override
    public List<Map.Entry<String, String>> notes(String run, String host) {
        return read("notes", () -> kept.notes(run, host));
    }

    @Override
    public void close() {
        confirm();
    }
}
