package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.record.HostNotes;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.store.StoreException;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One play over its hosts, ring by ring; the next ring starts only when the one before it may be called good. */
final class PlayRun {
    private final RunContext run;
    private final PlayContext play;
    private final HostEnding endings;
    private final Prompter prompter;
    private final RandomGenerator random;
    private final Map<String, HostState> states;
    private final Map<String, String> details;

    PlayRun(
            RunContext run,
            PlayContext play,
            HostEnding endings,
            Prompter prompter,
            RandomGenerator random,
            Map<String, HostState> states,
            Map<String, String> details) {
        this.run = run;
        this.play = play;
        this.endings = endings;
        this.prompter = prompter;
        this.random = random;
        this.states = states;
        this.details = details;
    }

    /** False when the run must not go on to its next play. */
    boolean run() {
        if (play.hosts.isEmpty()) {
            run.tell(new RunEvent.PlaySkipped(play.name, "no hosts matched"));
            return true;
        }
        run.tell(new RunEvent.PlayStarted(play.name, play.hosts));
        List<List<String>> batches;
        @Nullable Double most;
        try {
            batches = Batches.of(play.hosts, resolved(play.play.serial()));
            most = percentage();
        } catch (ModuleFailure | TemplateException e) {
            run.tell(new RunEvent.Warning(String.valueOf(e.getMessage())));
            play.hosts.forEach(host -> end(host, HostState.FAILED_KEPT, String.valueOf(e.getMessage())));
            return false;
        }
        Includes includes = new Includes(run.readers);
        Barriers barriers = new Barriers(play.play);
        Selection selection = new Selection(run.settings);
        for (int i = 0; i < batches.size(); i++) {
            List<String> batch = run.alive(batches.get(i));
            play.batch = batch;
            play.ring = i;
            run.tell(new RunEvent.RingStarted(i + 1, batches.size(), batch));
            Ring ring = new Ring(batch, run.settings.forks(), run.pace);
            List<Pace.Worker> workers = new ArrayList<>();
            for (String host : batch) {
                workers.add(run.pace.start("host-" + host, () -> host(host, ring, barriers, includes, selection)));
            }
            workers.forEach(Pace.Worker::join);
            run.tell(new RunEvent.RingEnded(i + 1, batches.size()));
            if (run.stopping.get()) {
                return false;
            }
            if (!goesOn(batch, most, i == batches.size() - 1)) {
                return false;
            }
        }
        return !run.alive(play.hosts).isEmpty()
                || play.hosts.stream().allMatch(h -> states.get(h) == HostState.RUNNING);
    }

    /**
     * Brings hosts to their end whose failure had been decided before the run was interrupted, though the rollout stops before it is
     * their turn: none is left half taken back.
     */
    void finish(List<String> hosts) {
        List<String> decided = hosts.stream().filter(this::hasFailed).toList();
        Ring ring = new Ring(decided, run.settings.forks(), run.pace);
        List<Pace.Worker> workers = new ArrayList<>();
        decided.forEach(host -> workers.add(run.pace.start("host-" + host, () -> {
            ring.enter();
            try {
                failedBefore(run.memory(host));
            } catch (HostStopped stopped) {
                ended(host, stopped);
            } finally {
                ring.step();
            }
        })));
        workers.forEach(Pace.Worker::join);
    }

    private boolean hasFailed(String host) {
        HostNotes notes = run.memory(host).notes;
        return !isOver(host)
                && !run.isLost(host)
                && notes.resumed()
                && notes.failure().isPresent()
                && !notes.goesBeyond(play.play.path());
    }

    private boolean goesOn(List<String> batch, @Nullable Double most, boolean last) {
        long bad = batch.stream().filter(run::isLost).count();
        if (bad == 0) {
            return true;
        }
        if (bad == batch.size() && !last) {
            run.tell(new RunEvent.Warning("every host of this ring failed; the rollout stops here"));
            return false;
        }
        double share = 100.0 * bad / batch.size();
        if (most != null && share > most || ringIsFatal(batch)) {
            run.tell(new RunEvent.Warning(String.format("%.0f %% of this ring failed; the rollout stops here", share)));
            return false;
        }
        return true;
    }

    private boolean ringIsFatal(List<String> batch) {
        Scope scope = new HostScope(run, play, run.memory(batch.get(0)), null, Map.of());
        return Boolean.TRUE.equals(new Targets(run).truth(play.play.directives(), "any_errors_fatal", scope));
    }

    private @Nullable Double percentage() {
        Object value = run.templates.resolve(play.play.maxFailPercentage(), anyScope());
        if (value == null) {
            return null;
        }
        try {
            return Double.parseDouble(String.valueOf(value).replace("%", "").strip());
        } catch (NumberFormatException e) {
            throw new ModuleFailure("`max_fail_percentage` must be a number, not `" + value + "`");
        }
    }

    private List<@Nullable Object> resolved(List<Object> values) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object value : values) {
            Object rendered = run.templates.resolve(value, anyScope());
            if (rendered instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(rendered);
            }
        }
        return all;
    }

    private Scope anyScope() {
        return new HostScope(run, play, run.memory(play.hosts.get(0)), null, Map.of());
    }

    private void host(String name, Ring ring, Barriers barriers, Includes includes, Selection selection) {
        ring.enter();
        try {
            run.starts.await(name, ring);
            HostMemory host = run.memory(name);
            if (!isOver(name)) {
                details.remove(name);
                state(name, HostState.RUNNING, null);
            }
            if (run.notes.resumed()) {
                endings.settleTimers(host, play);
            }
            new VarsFiles(run, play).read(host);
            new HostRunner(run, play, host, ring, barriers, includes, prompter, selection).run();
            failedBefore(host);
            if (isOver(name) && !host.notes.goesBeyond(play.play.path())) {
                run.lose(name);
            }
            through(name);
        } catch (HostStopped stopped) {
            ended(name, stopped);
        } catch (ModuleFailure | TemplateException e) {
            ended(
                    name,
                    HostStopped.because(
                            Reason.FAILED,
                            e instanceof TemplateException t ? Sentences.of(t) : String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            storeFailed(name, e);
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            Bugs.report(e);
            end(name, HostState.UNKNOWN, "a bug of Nightshift stopped this host: " + e);
        } finally {
            if (run.isLost(name) ? !comesBack(name) : play.last.test(name) && !run.stopping.get()) {
                run.holds.end(name);
            }
            ring.leave(name);
            ring.step();
        }
    }

    /** A host that is to be gone on with stays held for a while, so that another run does not come between unseen. */
    private boolean comesBack(String host) {
        HostState state = states.get(host);
        return state == HostState.PARKED || state == HostState.UNREACHABLE;
    }

    /** Whether the host had come to its end before the run was interrupted; its tasks are replayed for others to look at. */
    private boolean isOver(String host) {
        HostState state = states.get(host);
        return state != null && state.isFailure();
    }

    /** What was decided after all tasks of a play had been done is in the record, too. */
    private void failedBefore(HostMemory host) {
        if (host.notes.resumed() && !host.notes.goesBeyond(play.play.path())) {
            host.notes.failure().ifPresent(message -> {
                throw HostStopped.because(Reason.FAILED_BEFORE, message);
            });
        }
    }

    private void through(String host) {
        play.through.add(host);
        run.tell(new RunEvent.HostThrough(host));
    }

    /** Nothing was done that the journal does not know of; the host is gone on with when it can be written again. */
    private void storeFailed(String host, StoreException e) {
        String told = run.storeFailed(e);
        if (isOver(host)) {
            run.lose(host);
        } else {
            end(host, HostState.PARKED, told);
        }
    }

    private void ended(String host, HostStopped stopped) {
        if (isOver(host)) {
            run.lose(host);
            return;
        }
        if (stopped.reason() == Reason.END_HOST || stopped.reason() == Reason.END_PLAY) {
            through(host);
            return;
        }
        HostEnding.Ended ended;
        try {
            ended = endings.of(stopped, run.memory(host), play);
        } catch (StaleRunException e) {
            run.takenOver();
            ended = new HostEnding.Ended(HostState.PARKED, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            ended = new HostEnding.Ended(HostState.PARKED, stopped.getMessage() + "; " + run.storeFailed(e));
        } catch (RuntimeException e) {
            Bugs.report(e);
            ended = new HostEnding.Ended(HostState.UNKNOWN, "a bug of Nightshift stopped this host: " + e);
        }
        end(host, ended.state(), ended.detail());
    }

    private void end(String host, HostState state, String detail) {
        run.lose(host);
        details.put(host, run.redactor.clean(detail));
        try {
            state(host, state, run.redactor.clean(detail));
        } catch (StoreException e) {
            run.storeFailed(e); // a resume finds out again how the host stands
        }
        run.tell(new RunEvent.HostEnded(host, state, run.redactor.clean(detail)));
    }

    private void state(String host, HostState state, @Nullable String detail) {
        states.put(host, state);
        if (!run.takenOver.get()) {
            run.store.host(run.id, host, state, detail, run.clock.instant());
        }
    }
}
