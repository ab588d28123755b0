package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Loop;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One host's execution of tasks with everything around the module: tags, barriers, loops, results, handlers, failures. */
final class TaskExecution {
    private final RunContext run;
    private final PlayContext play;
    private final HostMemory host;
    private final Ring ring;
    private final Barriers barriers;
    private final Selection selection;
    private final TaskRunner runner;
    private final LoopRunner loops;
    private final HostConnections hosts;
    private final Effects effects;
    private final IncludeRunner includes;
    private final MetaActions meta;
    private final Lookahead lookahead;
    private final TaskReport report;
    private final TaskEnd end;
    private final Replay replay;
    private final OnceForAll forAll;

    TaskExecution(
            RunContext run,
            PlayContext play,
            HostMemory host,
            Ring ring,
            Barriers barriers,
            Includes includes,
            Prompter prompter,
            Selection selection,
            HostRunner flow) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.ring = ring;
        this.barriers = barriers;
        this.selection = selection;
        this.runner = new TaskRunner(run, play);
        this.replay = new Replay(run, host.notes);
        this.loops = new LoopRunner(run, runner, replay);
        this.hosts = new HostConnections(run, play, host.name());
        this.effects = new Effects(run, prompter);
        this.includes = new IncludeRunner(run, play, includes, runner, flow);
        this.meta = new MetaActions(run, play, host, flow, hosts, ring);
        this.lookahead = new Lookahead(run, runner, hosts, host);
        this.report = new TaskReport(run, host, runner);
        this.end = new TaskEnd(run, host, runner, report, new Notifications(run, play, runner));
        this.forAll = new OnceForAll(run, play, host, ring, replay, end, effects, this::execute);
    }

    /** Facts, before the first task, where the play wants them. */
    void begin() {
        new Planning(run).begin(host, hosts, runner.targets(), play);
        Task gather = FactGathering.task(play.play);
        if (gather != null && FactGathering.wanted(run, play, host, runner)) {
            task(gather, Map.of(), play.play.items(), gather.path());
        }
    }

    boolean startsHere(Task task) {
        return selection.startsAt(runner.title(task, runner.scope(host, task, Map.of())), task.name());
    }

    /**
     * Runs a task; returns when the host may go on, else ends by {@link HostStopped}.
     *
     * @param place where in the play this is, to tell hosts apart that wait for one another
     */
    void task(Task task, Map<String, Object> local, List<Item> later, String place) {
        boolean chosen =
                task.handler() || FactGathering.isGather(task) || HostRunner.isHealth(task) || selection.byTags(task);
        if (!chosen) {
            return;
        }
        String path = host.begin(task.path());
        replay.stands(task, path);
        boolean known = replay.knows(task, path);
        if (!known) {
            goesOn(task, path);
        }
        TaskRunner.Call call = runner.call(host, task, local, path, hosts, lookahead.after(task, later, local));
        Optional<TaskOutcome> shared = replay.shared(path);
        if (shared.isPresent()) {
            forAll.share(call, shared.get(), null);
            return;
        }
        boolean once = end.truth(call, "run_once") || task.call().shortName().equals("add_host");
        boolean fatal = end.truth(call, "any_errors_fatal");
        Ring.@Nullable Release release = null;
        if (!known
                && (fatal || once || barriers.before(task) || task.directives().value("throttle") != null)) {
            run.asksForOthers("a task that hosts wait at for one another");
        }
        // Whose failure is fatal, and what one did for all, is found out together, also by those who only replay it.
        if (!ring.single() && (fatal || once || !known && barriers.before(task))) {
            release = ring.await(host.name(), place);
        }
        Optional<TaskOutcome> earlier = once && !known && release == null ? forAll.earlier(call) : Optional.empty();
        if (earlier.isPresent()) {
            forAll.share(call, earlier.get(), null);
        } else if (once && !known && release != null) {
            forAll.take(call, release);
        } else {
            end.finish(call, once && known ? forAll.did(call, release) : execute(call), release);
        }
        if (fatal && release != null) {
            ring.await(host.name(), place + ".z");
            if (release.isFatal()) {
                throw HostStopped.because(Reason.FAILED, "another host failed, and any_errors_fatal holds");
            }
        }
    }

    /** Stops the host where the run is stopping, the play is over, or it had failed before the run was interrupted. */
    private void goesOn(Task task, String path) {
        if (run.stopping.get()) {
            throw HostStopped.because(Reason.PARKED, "stopped before this task: " + task.title());
        }
        if (play.ended || ring.hasEnded()) {
            throw HostStopped.because(Reason.END_PLAY, "the play has ended");
        }
        if (play.watch.stopsHosts()) {
            play.watch.abort().ifPresent(abort -> {
                throw HostStopped.because(Reason.ABORTED, "the rollout was ended: " + abort.reason());
            });
        }
        run.windows.whenClosed(host.name(), play, ring, String.valueOf(task.title()));
        if (!replay.begun(task, path)) {
            replay.failure().ifPresent(message -> {
                throw HostStopped.because(Reason.FAILED_BEFORE, message);
            });
        }
    }

    private TaskOutcome execute(TaskRunner.Call call) {
        Task task = call.task();
        Pace.Permits throttle = throttle(call);
        if (throttle != null) {
            ring.acquire(throttle);
        }
        try {
            if (!replay.knows(task, call.path())) {
                report.began(task, call.scope());
            }
            Loop loop = task.loop();
            return loop == null
                    ? body(call)
                    : loops.run(call, loop, this::body, (one, label, outcome) -> {
                        if (!outcome.replayed() && (!Replay.isInclude(task) || outcome.failed() || outcome.skipped())) {
                            report.ended(
                                    task, one.scope(), outcome, label, end.truth(one, "no_log"), false, call.took());
                        }
                    });
        } catch (OutcomeUnknown e) {
            String message = end.silenced(call, String.valueOf(e.getMessage()));
            TaskOutcome unknown = TaskOutcome.failed(message);
            report.ended(task, call.scope(), unknown, null, end.truth(call, "no_log"), false, call.took());
            throw new HostStopped(Reason.UNKNOWN, message, task, unknown.result());
        } catch (TransportException e) {
            TaskOutcome outcome = end.unreachable(call, e);
            replay.keep(call.path(), outcome);
            return outcome;
        } finally {
            if (throttle != null) {
                throttle.release();
            }
        }
    }

    /** One item: an include or a module, with its effects. */
    private TaskOutcome body(TaskRunner.Call call) throws TransportException, OutcomeUnknown {
        Task task = call.task();
        if (Replay.isInclude(task)) {
            return includes.run(call);
        }
        Optional<TaskOutcome> before = replay.outcome(call.path());
        TaskOutcome outcome = before.isPresent() ? before.get() : runner.run(call);
        if (Replay.moves(outcome)) {
            replay.keep(call.path(), outcome);
        }
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Meta action) {
                meta.run(action.action(), task, before.isPresent());
            } else {
                effects.apply(
                        effect, end.factsOwner(call), task, call.scope(), outcome.result(), hosts, runner.targets());
            }
        }
        boolean failed = outcome.failed()
                || Boolean.TRUE.equals(outcome.result().get("failed"))
                        && task.failedWhen().isEmpty();
        if (outcome.result().get("ansible_facts") instanceof Map<?, ?> facts && !outcome.skipped()) {
            end.factsOwner(call).learnFacts(facts);
            host.factsGathered = true;
        }
        if (failed != outcome.failed()) {
            outcome = new TaskOutcome(
                    outcome.result(), outcome.changed(), failed, false, false, outcome.effects(), outcome.diff());
        }
        if (!Replay.moves(outcome)) {
            replay.keep(call.path(), outcome);
        }
        return outcome;
    }

    String title(Task task) {
        return report.title(task, runner.scope(host, task, Map.of()));
    }

    private Pace.@Nullable Permits throttle(TaskRunner.Call call) {
        Object wish = call.task().directives().value("throttle");
        if (wish == null) {
            return null;
        }
        long most = runner.number(wish, call.scope(), 0);
        return most > 0 ? ring.throttle(call.task().path(), (int) most) : null;
    }
}
