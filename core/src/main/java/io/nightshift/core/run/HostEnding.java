package io.nightshift.core.run;

import io.nightshift.core.journal.DeadManNotes;
import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.record.ReachedNotes;
import io.nightshift.core.store.StoreException;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a host that stopped before the end of its play. */
final class HostEnding {
    private final RunContext run;
    private final Duration keepUndo;
    /** Held while the run of undo steps is begun. */
    private final Pace.Permits lock;

    private boolean undoRunBegun;

    HostEnding(RunContext run, Duration keepUndo) {
        this.run = run;
        this.keepUndo = keepUndo;
        this.lock = run.pace.permits(1);
    }

    /** State and a sentence for people. */
    record Ended(HostState state, String detail) {}

    Ended of(HostStopped stopped, HostMemory host, PlayContext play) {
        List<StepRecord> steps = run.settings.check() ? List.of() : run.store.steps(run.id, host.name());
        long acted = steps.stream().filter(step -> step.state().mayHaveActed()).count();
        return switch (stopped.reason()) {
            case UNREACHABLE ->
                new Ended(
                        HostState.UNREACHABLE,
                        stopped.getMessage()
                                + (acted == 0 ? "" : "; " + acted + " step(s) of this run were made before"));
            case UNKNOWN -> new Ended(HostState.UNKNOWN, String.valueOf(stopped.getMessage()));
            case PARKED, NOT_BEGUN, CLOSED, HANDED_BACK ->
                new Ended(HostState.PARKED, String.valueOf(stopped.getMessage()));
            case END_HOST, END_PLAY -> new Ended(HostState.RUNNING, "");
            case FAILED, FAILED_BEFORE, REFUSED, UNHEALTHY, ABORTED -> failed(stopped, host, play, steps);
        };
    }

    private Ended failed(HostStopped stopped, HostMemory host, PlayContext play, List<StepRecord> steps) {
        String reason = String.valueOf(stopped.getMessage());
        host.notes.failure(reason);
        boolean keeps = play.play.onFailure() == Play.OnFailure.KEEP && stopped.reason() != HostStopped.Reason.ABORTED
                || run.controls.now().confirmed(host.name()).isPresent();
        if (run.settings.check() || keeps) {
            return new Ended(HostState.FAILED_KEPT, reason);
        }
        if (steps.stream().anyMatch(step -> !step.target().equals(host.name()))) {
            run.asksForOthers("what was changed on another host");
        }
        List<StepRecord> undoable = Rollback.undoable(steps);
        List<StepRecord> stuck = Rollback.notUndoable(steps);
        boolean undone = steps.stream().anyMatch(step -> step.state() == State.UNDONE);
        if (undoable.isEmpty() && stuck.isEmpty() && !undone) {
            return new Ended(HostState.ROLLED_BACK, reason + "; nothing had been changed");
        }
        boolean partial = play.play.onFailure() == Play.OnFailure.UNDO_PARTIAL;
        if (!stuck.isEmpty() && !partial) {
            return new Ended(
                    HostState.FAILED_KEPT,
                    reason + "; not undone, because `" + stuck.get(0).change() + "` has no way back ("
                            + stuck.get(0).undoNote() + ")\nundo the rest with: nightshift rollback " + run.id
                            + " --partial -l "
                            + host.name());
        }
        run.tell(new RunEvent.UndoStarted(host.name(), undoable.size()));
        Rollback.Ended ended = takeBack(host, play, steps, partial);
        return new Ended(ended.state(), Rollback.told(reason + "; " + ended.detail(), ended.left()));
    }

    private Rollback.Ended takeBack(HostMemory host, PlayContext play, List<StepRecord> steps, boolean partial) {
        String undoRun = undoRun(host.name());
        Rollback rollback = new Rollback(
                run.store,
                run.platform,
                run.clock,
                run.pace,
                step -> reach(step, host, play),
                (name, change, succeeded, message) ->
                        run.tell(new RunEvent.UndoStep(name, change, succeeded, run.redactor.cleanOrNull(message))),
                run.redactor::clean,
                new Rollback.Manner(
                        run.holds.of(host.name()),
                        run.shared::holdOn,
                        new HoldPatience(
                                run.store,
                                run.platform,
                                run.settings.lockTimeout(),
                                run.stopping::get,
                                run.pace::pause,
                                message -> run.tell(new RunEvent.Warning(message))),
                        run.settings.comeBack()),
                new ControllerUndos(run.drivers));
        Rollback.Ended ended = rollback.host(undoRun, host.name(), steps, partial);
        run.store.host(undoRun, host.name(), ended.state(), ended.detail(), run.clock.instant());
        return ended;
    }

    /** Takes back one step of a run that goes on. */
    Rollback.Ended takeBack(HostMemory host, PlayContext play, StepRecord step) {
        return takeBack(host, play, List.of(step), true);
    }

    /** A run that was killed goes on: timers that it left on the host are ended, or have done their work, which ends the host. */
    void settleTimers(HostMemory host, PlayContext play) {
        try {
            List<StepRecord> undone = new DeadManNotes(run.store, run.platform, run.clock, run.pace)
                    .settle(run.id, host.name(), step -> reach(step, host, play), true);
            if (!undone.isEmpty()) {
                throw HostStopped.because(
                        HostStopped.Reason.FAILED,
                        "before the run went on, the host itself took back " + undone.size() + " step(s)");
            }
        } catch (TransportException e) {
            throw HostStopped.because(HostStopped.Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /** A step is undone where and as whom it was made. */
    private Rollback.Reached reach(StepRecord step, HostMemory host, PlayContext play) throws TransportException {
        try {
            HostMemory target = run.memory(step.target());
            Scope scope = new HostScope(run, play, target, null, Map.of());
            Map<String, Object> values =
                    new LinkedHashMap<>(play.play.directives().values());
            String user = step.becomeUser();
            boolean other = !step.target().equals(host.name());
            if (other && ConnectionRecords.isLocal(ReachedNotes.of(run.store, run.id, host.name(), step.target()))) {
                values.put("connection", "local");
            }
            values.put("become", user != null);
            if (user != null) {
                values.put("become_user", user);
                values.put("become_method", String.valueOf(step.becomeMethod()));
            }
            Directives directives =
                    new Directives(values, List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());
            Targets.Where where = new Targets(run).of(step.target(), scope, directives, other);
            Become become = user == null
                            || where.become() instanceof Become.User same
                                    && same.user().equals(user)
                    ? (user == null ? Become.NONE : where.become())
                    : other(where.become(), user);
            Connections.Entry entry = run.connections.entry(where.target(), where.local());
            run.holds.begin(host.name(), entry, become);
            Connection open = entry.open();
            return new Rollback.Reached(open, open.shell(become), entry.profile(become), entry.isLocal());
        } catch (ModuleFailure | TemplateException e) {
            throw new TransportException(TransportException.Kind.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private static Become other(Become become, String user) {
        if (become instanceof Become.User known) {
            return new Become.User(user, known.method(), known.password(), known.flags());
        }
        return new Become.User(user, Become.Method.SUDO, null, List.of());
    }

    /** The run that undo steps of this run are journalled in; made when the first host goes back. */
    private String undoRun(String host) {
        lock.acquire();
        try {
            return undoRunAlone(host);
        } finally {
            lock.release();
        }
    }

    private String undoRunAlone(String host) {
        String id = run.id + "-undo";
        Instant now = run.clock.instant();
        HostRecord record = new HostRecord(host, 1, HostState.RUNNING, null, Map.of(), now);
        undoRunBegun = undoRunBegun || run.store.run(id).isPresent();
        if (undoRunBegun || !beginUndoRun(id, record, now)) {
            run.store.addHost(id, record);
        }
        undoRunBegun = true;
        return id;
    }

    /** False where another controller has begun it at the same moment. */
    private boolean beginUndoRun(String id, HostRecord record, Instant now) {
        @Nullable RunRecord forward = run.store.run(run.id).orElse(null);
        String playbook = forward == null ? "" : forward.playbook();
        String user = forward == null ? "" : forward.user();
        String version = forward == null ? "" : forward.version();
        RunRecord undo = new RunRecord(
                id,
                RunRecord.Kind.ROLLBACK,
                run.id,
                playbook,
                List.of(),
                user,
                version,
                now,
                null,
                null,
                now.plus(keepUndo),
                false);
        try {
            run.store.begin(undo, Map.of(), List.of(record));
            return true;
        } catch (StoreException e) {
            if (run.store.run(id).isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    /** Closes the undo run, if there was one, whichever controller began it. */
    void end(int exitCode) {
        if (undoRunBegun
                || run.shared.areShared() && run.store.run(run.id + "-undo").isPresent()) {
            run.store.end(run.id + "-undo", exitCode, run.clock.instant());
        }
    }
}
