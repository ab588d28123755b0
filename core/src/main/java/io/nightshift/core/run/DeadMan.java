package io.nightshift.core.run;

import io.nightshift.core.journal.DeadManNotes;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.platform.DeadManTimer;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TimerState;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.DeadManTime;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dead-man's timers of one host in a run: armed on the host before a change that can cut the connection, ended by a new login
 * after it. One thread's own.
 */
final class DeadMan {
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final RunContext run;
    private final HostMemory host;
    private final DeadManNotes notes;
    private final NewLogin login;
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private @Nullable DeadManTime said;

    DeadMan(RunContext run, HostMemory host) {
        this.run = run;
        this.host = host;
        this.notes = new DeadManNotes(run.store, run.platform, run.clock, run.pace);
        this.login = new NewLogin(run);
    }

    /** What the task about to act says; null for nothing. */
    void rule(@Nullable DeadManTime rule) {
        said = rule;
    }

    /**
     * Before a step's first byte leaves: arms the timer if the step can cut the connection, and has an armed one cover the step.
     *
     * @return why the step must not be made, null when it may
     */
    @Nullable
    String before(StepRecord step, HostAccess access, Change change) throws TransportException {
        try {
            return cover(step, access, change);
        } catch (TransportException e) {
            run.store.conclude(
                    step.id(),
                    StepRecord.State.FAILED,
                    run.redactor.clean(String.valueOf(e.getMessage())),
                    run.clock.instant());
            throw e;
        }
    }

    private @Nullable String cover(StepRecord step, HostAccess access, Change change) throws TransportException {
        DeadManTime rule = said;
        boolean off = rule != null && rule.time() == null;
        Optional<Hazard> hazard = off
                ? Optional.empty()
                : Hazards.of(change).or(() -> rule == null ? Optional.empty() : Optional.of(Hazard.ASKED));
        Watch watch = watches.get(key(step));
        if (watch == null) {
            boolean wayBack = step.undoKind() == UndoKind.RECORDED && step.undoScript() != null;
            List<StepRecord> kept = hazard.isEmpty() ? List.of() : notes.kept(run.id, host.name(), step);
            if (access.entry().isLocal() || hazard.isEmpty() || !wayBack && kept.isEmpty()) {
                return null;
            }
            Duration time = rule == null || rule.time() == null ? DeadManTime.DEFAULT : rule.time();
            watch = new Watch(access, timer(step, access), time, rule != null, run.pace.elapsed());
            String refusal = arm(watch, step, kept);
            if (refusal != null) {
                return "the dead-man's timer could not be armed: " + refusal
                        + " (`deadman: false` makes the change without it)";
            }
        }
        String refusal = cover(watch, step);
        if (refusal == null) {
            watch.notice(change, step.change(), hazard);
        }
        return refusal;
    }

    private @Nullable String arm(Watch watch, StepRecord first, List<StepRecord> kept) throws TransportException {
        int from = kept.isEmpty() ? first.id().sequence() : kept.get(0).id().sequence();
        notes.armed(run.id, host.name(), watch.timer, from);
        TimerState state = ask(watch, run.platform.deadMan().arm(watch.access.profile(), watch.timer, watch.time));
        if (!(state instanceof TimerState.Armed armed)) {
            notes.ended(run.id, host.name(), watch.timer);
            return state instanceof TimerState.Refused refused ? refused.reason() : "it did not wait";
        }
        if (!armed.afterReboot()) {
            run.tell(new RunEvent.Warning(host.name() + ": a dead-man's timer here does not outlive a reboot"
                    + " (neither systemd nor cron starts it again)"));
        }
        watches.put(key(first), watch);
        run.deadMen.keepAlive(watch, login);
        for (StepRecord step : kept) {
            cover(watch, step);
        }
        return null;
    }

    private @Nullable String cover(Watch watch, StepRecord step) throws TransportException {
        String script = step.undoScript();
        if (script == null || step.undoKind() != UndoKind.RECORDED && step.undoKind() != UndoKind.AGAIN) {
            return null;
        }
        DeadManTimer timer = run.platform.deadMan();
        TimerState state = ask(
                watch,
                step.undoKind() == UndoKind.AGAIN
                        ? timer.again(watch.timer, String.valueOf(step.undoNote()), script)
                        : timer.cover(watch.timer, step.id().sequence(), script));
        return state instanceof TimerState.Armed
                ? null
                : state instanceof TimerState.Refused refused
                        ? refused.reason()
                        : "the host's dead-man's timer fired before this step";
    }

    private TimerState ask(Watch watch, String script) throws TransportException {
        Frame frame = watch.access.entry().open().shell(watch.access.become()).run(script, ANSWER);
        return run.platform.deadMan().state(frame);
    }

    /** A step was cut off: returns when the host lets in again, or is not to be waited for any longer. */
    void awaitLogin(HostAccess access) {
        for (Watch watch : open()) {
            if (watch.access.entry() == access.entry()) {
                try {
                    login.patiently(watch, run.platform.deadMan().prolong(watch.timer), false);
                } catch (TransportException e) {
                    continue; // whoever asked finds out, too
                }
            }
        }
    }

    /** Before a task that stands outside of what asked for a timer. */
    void before(Task task) {
        for (Watch watch : open()) {
            if (watch.asked && !asks(task) && !waits(watch)) {
                settle(watch, null);
            }
        }
    }

    /** After a task: a login shows that it did no harm; with nothing more to wait for, the timer ends. */
    void after(Task task) {
        for (Watch watch : open()) {
            if (!asks(task) && !waits(watch)) {
                settle(watch, task);
            } else if (watch.isUnproven()) {
                prove(watch, run.platform.deadMan().prolong(watch.timer), task, false);
            }
        }
    }

    private boolean waits(Watch watch) {
        return watch.waitsForRestart() || !host.notified.isEmpty();
    }

    /** At the end of a play nothing more is going to restart. */
    void end() {
        open().forEach(watch -> settle(watch, null));
    }

    /** The host stops in mid-play: the timer ends, or has done its work. What the host stops with then. */
    HostStopped stopped(HostStopped stopped) {
        for (Watch watch : open()) {
            boolean comesBack = stopped.reason() == Reason.PARKED || stopped.reason() == Reason.HANDED_BACK;
            try {
                prove(watch, run.platform.deadMan().confirm(watch.timer), stopped.task(), true);
                if (comesBack) {
                    notes.kept(run.id, host.name(), watch.timer);
                }
            } catch (HostStopped other) {
                boolean fired = other.reason() == Reason.FAILED;
                String message = stopped.getMessage() + "; " + other.getMessage();
                return new HostStopped(
                        fired ? Reason.FAILED : stopped.reason(), message, stopped.task(), stopped.result());
            }
        }
        return stopped;
    }

    private void settle(Watch watch, @Nullable Task task) {
        prove(watch, run.platform.deadMan().confirm(watch.timer), task, false);
    }

    private void prove(Watch watch, String script, @Nullable Task task, boolean hurry) {
        TimerState state;
        try {
            state = login.patiently(watch, script, hurry);
        } catch (TransportException e) {
            end(watch);
            throw new HostStopped(
                    Reason.UNREACHABLE,
                    "no new login works since `" + watch.last() + "`: " + e.getMessage()
                            + "; the dead-man's timer on the host should have taken it back, `nightshift rollback "
                            + run.id + "` asks it when the host answers",
                    task,
                    Map.of());
        }
        if (state instanceof TimerState.Armed) {
            watch.proven(run.pace.elapsed());
        } else if (state instanceof TimerState.Fired fired) {
            end(watch);
            throw new HostStopped(Reason.FAILED, told(watch, fired), task, Map.of());
        } else {
            end(watch);
            notes.ended(run.id, host.name(), watch.timer);
        }
    }

    /** The journal learns what the host did by itself. */
    private String told(Watch watch, TimerState.Fired fired) {
        run.connections.reset(watch.access.entry());
        watch.access.forgetAll();
        List<StepRecord> undone = notes.fired(run.id, host.name(), watch.timer, fired);
        undone.forEach(step -> run.tell(new RunEvent.UndoStep(
                host.name(), step.change(), !fired.failed().contains(step.id().sequence()), null)));
        return "no new login worked after `" + watch.last() + "`, so the host itself took back " + undone.size()
                + " step(s)"
                + (fired.failed().isEmpty() ? "" : ", " + fired.failed().size() + " of them without success")
                + (fired.restartsFailed() ? "; a restart after that failed" : "");
    }

    private void end(Watch watch) {
        watch.end();
        watches.values().remove(watch);
    }

    private List<Watch> open() {
        return new ArrayList<>(watches.values());
    }

    private static boolean asks(Task task) {
        Object value = task.directives().value("deadman");
        try {
            return value != null
                    && !(value instanceof Boolean truth && !truth)
                    && DeadManTime.of(value).time() != null;
        } catch (IllegalArgumentException e) {
            return true; // a template
        }
    }

    private static String key(StepRecord step) {
        return step.target() + " " + step.login() + " " + step.becomeUser();
    }

    private Ticket timer(StepRecord step, HostAccess access) throws TransportException {
        String name = host.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return Ticket.of(
                access.profile(), run.id, name + "-deadman-" + step.id().sequence());
    }
}
