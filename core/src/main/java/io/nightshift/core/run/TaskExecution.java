package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.run.RunEvent.TaskStatus;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Loop;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.KnownAfterApply;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One host's execution of tasks with everything around the module: tags, barriers, loops, results, handlers, failures. */
final class TaskExecution {
    private static final Set<String> INCLUDES = Set.of("include_tasks", "include", "include_role");

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
        this.loops = new LoopRunner(run, runner);
        this.hosts = new HostConnections(run, play, host.name());
        this.effects = new Effects(run, prompter);
        this.includes = new IncludeRunner(run, play, includes, runner, flow);
        this.meta = new MetaActions(run, play, host, flow, hosts);
        this.lookahead = new Lookahead(run, runner, hosts, host);
    }

    /** Facts, before the first task, where the play wants them. */
    void begin() {
        Task gather = FactGathering.task(play.play);
        if (gather != null && FactGathering.wanted(run, play, host, runner)) {
            task(gather, Map.of(), play.play.items());
        }
    }

    boolean startsHere(Task task) {
        return selection.startsAt(runner.title(task, scope(task, Map.of())), task.name());
    }

    /** Runs a task; returns when the host may go on, else ends by {@link HostStopped}. */
    void task(Task task, Map<String, Object> local, List<Item> later) {
        boolean chosen = task.handler() || FactGathering.isGather(task) || selection.byTags(task);
        if (!chosen) {
            return;
        }
        if (run.stopping.get()) {
            throw HostStopped.because(Reason.PARKED, "stopped before this task: " + task.title());
        }
        if (play.ended) {
            throw HostStopped.because(Reason.END_PLAY, "the play has ended");
        }
        Scope scope = scope(task, local);
        boolean once = truth(task, "run_once", scope) || task.call().shortName().equals("add_host");
        boolean fatal = truth(task, "any_errors_fatal", scope);
        Ring.@Nullable Release release = null;
        if (!ring.single() && (once || fatal || barriers.before(task))) {
            release = ring.await(host.name(), task.path());
        }
        if (fatal && ring.isFatal("play")) {
            throw HostStopped.because(Reason.FAILED, "another host failed, and any_errors_fatal holds");
        }
        TaskRunner.Call call =
                new TaskRunner.Call(host, task, local, task.path(), hosts, lookahead.after(task, later, local));
        if (once && release != null) {
            onceForAll(call, release, scope);
        } else {
            finish(call, execute(call), scope, true);
        }
        if (fatal && !ring.single()) {
            ring.await(host.name(), task.path() + ".z");
            if (ring.isFatal("play")) {
                throw HostStopped.because(Reason.FAILED, "another host failed, and any_errors_fatal holds");
            }
        }
    }

    private void onceForAll(TaskRunner.Call call, Ring.Release release, Scope scope) {
        Ring.Once once = ring.once(call.task().path() + release.hosts());
        if (release.leader().equals(host.name())) {
            TaskOutcome outcome;
            try {
                outcome = execute(call);
                once.outcome.complete(outcome);
            } catch (RuntimeException e) {
                once.outcome.complete(TaskOutcome.failed(String.valueOf(e.getMessage())));
                throw e;
            }
            finish(call, outcome, scope, true);
            return;
        }
        ring.step();
        TaskOutcome outcome;
        try {
            outcome = once.outcome.join();
        } finally {
            ring.enter();
        }
        finish(call, outcome, scope, false);
    }

    private TaskOutcome execute(TaskRunner.Call call) {
        Task task = call.task();
        Instant started = run.clock.instant();
        Scope scope = scope(task, call.local());
        Semaphore throttle = throttle(task, scope);
        if (throttle != null) {
            ring.step();
            throttle.acquireUninterruptibly();
            ring.enter();
        }
        try {
            run.tell(new RunEvent.TaskStarted(
                    host.name(), run.redactor.clean(runner.title(task, scope)), task.position()));
            Loop loop = task.loop();
            if (loop == null) {
                return body(call);
            }
            return loops.run(
                    call,
                    loop,
                    this::body,
                    (label, outcome) ->
                            tell(call, outcome, label, false, Duration.between(started, run.clock.instant())));
        } catch (OutcomeUnknown e) {
            TaskOutcome unknown = TaskOutcome.failed(String.valueOf(e.getMessage()));
            tell(call, unknown, null, false, Duration.between(started, run.clock.instant()));
            throw new HostStopped(Reason.UNKNOWN, String.valueOf(e.getMessage()), task, unknown.result());
        } catch (TransportException e) {
            return unreachable(call, e, started);
        } finally {
            if (throttle != null) {
                throttle.release();
            }
        }
    }

    private TaskOutcome unreachable(TaskRunner.Call call, TransportException e, Instant started) {
        String message = run.redactor.clean(String.valueOf(e.getMessage()));
        TaskOutcome failed = TaskOutcome.failed(message);
        if (e.kind() == TransportException.Kind.BECOME || e.kind() == TransportException.Kind.FILE) {
            return failed;
        }
        failed.result().put("unreachable", true);
        Scope scope = scope(call.task(), call.local());
        if (truth(call.task(), "ignore_unreachable", scope)) {
            return failed;
        }
        run.tell(new RunEvent.TaskEnded(
                host.name(),
                title(call.task(), scope),
                call.task().position(),
                call.task().call().shortName(),
                null,
                TaskStatus.UNREACHABLE,
                message,
                Map.of(),
                List.of(),
                false,
                Duration.between(started, run.clock.instant())));
        throw new HostStopped(Reason.UNREACHABLE, message, call.task(), failed.result());
    }

    /** One item: an include or a module, with its effects. */
    private TaskOutcome body(TaskRunner.Call call) throws TransportException, OutcomeUnknown {
        Task task = call.task();
        if (INCLUDES.contains(task.call().shortName())) {
            return includes.run(call);
        }
        TaskOutcome outcome = runner.run(call);
        Scope scope = scope(task, call.local());
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Meta action) {
                meta.run(action.action(), task);
            } else {
                effects.apply(effect, host, task, scope, outcome.result(), hosts, runner.targets());
            }
        }
        boolean failed = outcome.failed()
                || Boolean.TRUE.equals(outcome.result().get("failed"))
                        && task.failedWhen().isEmpty();
        if (outcome.result().get("ansible_facts") instanceof Map<?, ?> facts && !outcome.skipped()) {
            factsOwner(task, scope).learnFacts(facts);
            host.factsGathered = true;
        }
        return failed == outcome.failed()
                ? outcome
                : new TaskOutcome(
                        outcome.result(), outcome.changed(), failed, false, false, outcome.effects(), outcome.diff());
    }

    private HostMemory factsOwner(Task task, Scope scope) {
        String delegate = runner.targets().text(task.directives(), "delegate_to", scope);
        return delegate != null && truth(task, "delegate_facts", scope) ? run.memory(delegate) : host;
    }

    /** Registers, notifies, shows, and stops the host if the task failed. */
    private void finish(TaskRunner.Call call, TaskOutcome outcome, Scope scope, boolean shown) {
        Task task = call.task();
        String register = task.register();
        if (register != null) {
            HostMemory.putNullable(host.set, register, outcome.afterApply() ? KnownAfterApply.VALUE : outcome.result());
        }
        boolean ignored = outcome.failed() && truth(task, "ignore_errors", scope);
        boolean isInclude = INCLUDES.contains(task.call().shortName()) && !outcome.failed() && !outcome.skipped();
        boolean toldByItem =
                task.loop() != null && outcome.result().get("results") instanceof List<?> items && !items.isEmpty();
        if (shown && !isInclude && !toldByItem) {
            tell(call, outcome, null, ignored, Duration.ZERO);
        }
        if (outcome.changed() && !outcome.skipped()) {
            if (!outcome.failed() || ignored) {
                notifyHandlers(task, scope);
            }
            host.changed |= changesHost(task);
        }
        if (outcome.failed() && !ignored) {
            if (truth(task, "any_errors_fatal", scope)) {
                ring.fatal("play");
            }
            boolean silent = truth(task, "no_log", scope);
            String reason = silent ? "hidden by no_log" : run.redactor.clean(String.valueOf(outcome.message()));
            throw new HostStopped(
                    Reason.FAILED, "`" + title(task, scope) + "` failed: " + reason, task, outcome.result());
        }
    }

    private static boolean changesHost(Task task) {
        return !INCLUDES.contains(task.call().shortName());
    }

    private void notifyHandlers(Task task, Scope scope) {
        for (Object name : task.directives().notifies()) {
            Object rendered = run.templates.resolve(name, scope);
            List<?> names = rendered instanceof List<?> list ? list : List.of(String.valueOf(rendered));
            for (Object each : names) {
                notifyHandler(String.valueOf(each), scope, task);
            }
        }
    }

    private void notifyHandler(String name, Scope scope, Task task) {
        boolean found = false;
        List<Task> handlers = play.handlersInOrder();
        for (int i = handlers.size() - 1; i >= 0; i--) {
            Task handler = handlers.get(i);
            String title = runner.title(handler, scope);
            boolean named = !found && (title.equals(name) || title.endsWith(" : " + name));
            if (named
                    || handler.listen().stream()
                            .anyMatch(topic -> String.valueOf(topic).equals(name))) {
                host.notified.add(handler.path());
                found |= named;
                if (!named) {
                    continue;
                }
            }
        }
        boolean listened = handlers.stream()
                .anyMatch(
                        h -> h.listen().stream().anyMatch(t -> String.valueOf(t).equals(name)));
        if (!found && !listened) {
            throw new HostStopped(
                    Reason.FAILED,
                    "the handler `" + name + "`, which this task notifies, is not in the play or its roles",
                    task,
                    Map.of());
        }
    }

    private void tell(
            TaskRunner.Call call, TaskOutcome outcome, @Nullable String item, boolean ignored, Duration took) {
        Task task = call.task();
        Scope scope = scope(task, call.local());
        boolean silent = truth(task, "no_log", scope);
        TaskStatus status = outcome.afterApply()
                ? TaskStatus.KNOWN_AFTER_APPLY
                : outcome.failed()
                        ? TaskStatus.FAILED
                        : outcome.skipped()
                                ? TaskStatus.SKIPPED
                                : outcome.changed() ? TaskStatus.CHANGED : TaskStatus.OK;
        Map<String, Object> result = silent
                ? Map.of("censored", "hidden by no_log")
                : ShownResult.of(outcome.result(), run.redactor, run.settings.verbosity() > 0);
        run.tell(new RunEvent.TaskEnded(
                host.name(),
                title(task, scope),
                task.position(),
                task.call().shortName(),
                item == null || silent && item != null ? (item == null ? null : "(hidden)") : run.redactor.clean(item),
                status,
                silent ? "(hidden by no_log)" : run.redactor.cleanOrNull(outcome.message()),
                result,
                silent ? List.of() : run.redactor.cleanLines(outcome.diff()),
                ignored,
                took));
    }

    private String title(Task task, Scope scope) {
        return run.redactor.clean(runner.title(task, scope));
    }

    private @Nullable Semaphore throttle(Task task, Scope scope) {
        Object value = run.templates.resolve(task.directives().value("throttle"), scope);
        long most = value instanceof Number number ? number.longValue() : 0;
        return most > 0 ? ring.throttle(task.path(), (int) most) : null;
    }

    private boolean truth(Task task, String keyword, Scope scope) {
        try {
            return Boolean.TRUE.equals(runner.targets().truth(task.directives(), keyword, scope));
        } catch (TemplateException | KnownAfterApplyException | ModuleFailure e) {
            throw new HostStopped(
                    Reason.FAILED,
                    "`" + keyword + "`: " + (e instanceof TemplateException t ? Sentences.of(t) : e.getMessage()),
                    task,
                    Map.of());
        }
    }

    private Scope scope(Task task, Map<String, Object> local) {
        return new HostScope(run, play, host, task, local);
    }
}
