package io.nightshift.core.run;

import io.nightshift.core.record.HostNotes;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Condition;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.KnownAfterApply;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.TaskModule;
import io.nightshift.playbooks.module.TaskSettings;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one task once: condition, arguments, module, and what counts as changed and failed. Loops are around it. */
final class TaskRunner {
    /** Modules whose names or values are made up when they run. */
    private static final Set<String> NEVER_TWICE_THE_SAME = Set.of("tempfile");

    private final RunContext run;
    private final PlayContext play;
    private final Targets targets;
    private final ModuleRunner modules;
    private final TaskArguments arguments;
    private final Planning planning;

    TaskRunner(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
        this.targets = new Targets(run);
        this.modules = new ModuleRunner(run);
        this.arguments = new TaskArguments(run);
        this.planning = new Planning(run);
    }

    PlayContext play() {
        return play;
    }

    Targets targets() {
        return targets;
    }

    /** One execution of a task: for whom, with which loop variables, under which step path. */
    record Call(
            HostMemory host,
            Task task,
            Map<String, Object> local,
            String path,
            HostConnections hosts,
            Upcoming upcoming,
            Scope scope,
            Instant began,
            Clock clock) {
        Duration took() {
            return Duration.between(began, clock.instant());
        }
    }

    Call call(
            HostMemory host,
            Task task,
            Map<String, Object> local,
            String path,
            HostConnections hosts,
            Upcoming upcoming) {
        Scope scope = scope(host, task, local);
        return new Call(host, task, local, path, hosts, upcoming, scope, run.clock.instant(), run.clock);
    }

    TaskOutcome run(Call call) throws TransportException, OutcomeUnknown {
        Scope scope = call.scope();
        try {
            Optional<Condition> unmet = unmet(call.task().directives().when(), scope);
            if (unmet.isPresent()) {
                TaskOutcome skipped = TaskOutcome.skipped("Conditional result was False");
                skipped.result().put("false_condition", unmet.get().expression());
                return skipped;
            }
            return attempts(call, scope);
        } catch (KnownAfterApplyException | KnownAfterApply e) {
            return later(call);
        } catch (TemplateException e) {
            return TaskOutcome.failed(Sentences.of(e));
        } catch (ModuleFailure e) {
            return TaskOutcome.failed(String.valueOf(e.getMessage()));
        }
    }

    /** Check mode: what the task would do is known when steps before it were made. */
    TaskOutcome later(Call call) {
        planning.later(call, this);
        return TaskOutcome.knownAfterApply();
    }

    private TaskOutcome attempts(Call call, Scope scope) throws TransportException, OutcomeUnknown {
        Task task = call.task();
        if (task.until().isEmpty()) {
            return judged(once(call, scope, 1), call, scope);
        }
        long retries = arguments.number(task.retries(), scope, 3);
        double delay = arguments.real(task.delay(), scope, 5);
        for (int attempt = 1; ; attempt++) {
            TaskOutcome outcome = judged(once(call, scope, attempt), call, scope);
            outcome.result().put("attempts", (long) attempt);
            Map<String, Object> local = withRegistered(call, outcome.result());
            boolean reached = unmet(task.until(), scope(call, local)).isEmpty();
            if (reached || outcome.afterApply()) {
                return outcome;
            }
            if (attempt > retries || run.stopping.get()) {
                outcome.result().put("failed", true);
                outcome.result()
                        .put("attempts", Math.min(attempt, retries)); // as playbooks know it: the first is not counted
                return new TaskOutcome(
                        outcome.result(), outcome.changed(), true, false, false, outcome.effects(), outcome.diff());
            }
            run.tell(new RunEvent.Retrying(
                    call.host().name(),
                    title(call, scope),
                    retries - attempt + 1,
                    silent(task, scope) ? null : run.redactor.cleanOrNull(outcome.message())));
            run.pause(delay);
            call.hosts().forgetReadings();
        }
    }

    /** The module's own outcome. */
    private TaskOutcome once(Call call, Scope scope, int attempt) throws TransportException, OutcomeUnknown {
        Task task = call.task();
        ModuleSpec spec = task.call().spec();
        if (spec == null) {
            return TaskOutcome.failed(
                    "this version has no module `" + task.call().name() + "`");
        }
        Optional<ActionModule> action = run.modules.action(spec.name());
        String path = call.path() + ".a" + attempt;
        HostNotes notes = call.host().notes;
        Optional<Map<String, Object>> before = notes.resumed() ? notes.arguments(path) : Optional.empty();
        Map<String, Object> rendered = before.isPresent() ? before.get() : arguments.render(task, spec, scope);
        boolean check = check(task, scope);
        if (run.planned.writing() && NEVER_TWICE_THE_SAME.contains(spec.name())) {
            throw new KnownAfterApplyException();
        }
        if (action.isPresent()) {
            Args args = Args.of(spec, rendered, new TaskController(run, play, task, scope), TaskSettings.PLAIN);
            ActionModule.Done done = action.get().act(args);
            return TaskOutcome.of(done.result(), done.effects(), List.of());
        }
        TaskModule module = run.modules
                .task(spec.name())
                .orElseThrow(() -> new ModuleFailure("`" + spec.name() + "` cannot be run as a task"));
        HostConnections.Acting acting = call.hosts().acting(task, scope, targets);
        String user = acting.where().user();
        TaskSettings settings = new TaskSettings(
                user.isEmpty() ? acting.access().profile().user() : user,
                arguments.environment(task, scope),
                arguments.undo(task, scope),
                check,
                diff(task, scope),
                call.host().knownFacts());
        Args args = Args.of(
                spec,
                HomePaths.expanded(spec, rendered, acting.access()),
                new TaskController(run, play, task, scope),
                settings);
        run.redactor.hideArguments(args);
        Duration limit = arguments.limit(task, scope, run.settings.stepLimit());
        OpenSteps open = OpenSteps.settle(run, acting.access(), notes.stepsOf(path), limit);
        run.deadMen.of(call.host()).rule(arguments.deadMan(task, scope));
        StepRunner.Origin origin = new StepRunner.Origin(
                call.host(),
                task,
                title(call, scope),
                path,
                changesNothing(task),
                silent(task, scope),
                limit,
                new StepRunner.Before(rendered, open, arguments.verify(task, scope)));
        TaskOutcome outcome = modules.run(module, args, acting.access(), origin, call.upcoming(), check);
        return open.acted() && !outcome.failed() ? outcome.asChanged() : outcome;
    }

    private boolean silent(Task task, Scope scope) {
        return Boolean.TRUE.equals(targets.truth(task.directives(), "no_log", scope));
    }

    /** A command of which the playbook says that it never changes anything needs no way back. */
    private static boolean changesNothing(Task task) {
        return task.changedWhen().size() == 1
                && task.changedWhen().get(0).expression().strip().equalsIgnoreCase("false");
    }

    private boolean diff(Task task, Scope scope) {
        Boolean own = targets.truth(task.directives(), "diff", scope);
        return own == null ? run.settings.diff() : own;
    }

    boolean check(Task task, Scope scope) {
        Boolean own = targets.truth(task.directives(), "check_mode", scope);
        return own == null ? run.settings.check() : own;
    }

    /** Applies {@code changed_when} and {@code failed_when}, which see the result under the registered name. */
    private TaskOutcome judged(TaskOutcome outcome, Call call, Scope scope) {
        Task task = call.task();
        if (outcome.afterApply() || outcome.skipped()) {
            return outcome;
        }
        boolean changed = outcome.changed();
        boolean failed = outcome.failed();
        boolean asks = !task.changedWhen().isEmpty() || !task.failedWhen().isEmpty();
        Scope seen = task.register() == null || !asks ? scope : scope(call, withRegistered(call, outcome.result()));
        if (!task.changedWhen().isEmpty()) {
            changed = unmet(task.changedWhen(), seen).isEmpty();
            outcome.result().put("changed", changed);
        }
        if (!task.failedWhen().isEmpty()) {
            failed = unmet(task.failedWhen(), seen).isEmpty();
            outcome.result().put("failed_when_result", failed);
            outcome.result().put("failed", failed);
        }
        return new TaskOutcome(outcome.result(), changed, failed, false, false, outcome.effects(), outcome.diff());
    }

    private Map<String, Object> withRegistered(Call call, Map<String, Object> result) {
        Map<String, Object> local = new LinkedHashMap<>(call.local());
        String register = call.task().register();
        if (register != null) {
            local.put(register, result);
        }
        return local;
    }

    Scope scope(Call call, Map<String, Object> local) {
        return scope(call.host(), call.task(), local);
    }

    Scope scope(HostMemory host, Task task, Map<String, Object> local) {
        return new HostScope(run, play, host, task, local);
    }

    long number(Object value, Scope scope, long otherwise) {
        return arguments.number(value, scope, otherwise);
    }

    /** Whether the task's module works on hosts and not only in the controller. */
    boolean actsOnHosts(Task task) {
        ModuleSpec spec = task.call().spec();
        return spec != null && run.modules.task(spec.name()).isPresent();
    }

    Optional<Condition> unmet(List<Condition> conditions, Scope scope) {
        for (Condition condition : conditions) {
            if (!run.templates.condition(condition.expression(), condition.position(), scope)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    String title(Call call, Scope scope) {
        return title(call.task(), scope);
    }

    /** The task's name with what can be rendered of it. */
    String title(Task task, Scope scope) {
        Object name = task.title();
        @Nullable String role = task.role() == null ? null : task.role().name();
        String text;
        try {
            text = name instanceof Source source ? run.templates.renderToText(source, scope) : String.valueOf(name);
        } catch (TemplateException | KnownAfterApplyException e) {
            text = String.valueOf(name);
        }
        return role == null ? text : role + " : " + text;
    }
}
