package io.nightshift.core.run;

import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Probe, plan, apply, result: the one way every module goes. */
final class ModuleRunner {
    private static final int MAX_ROUNDS = 50;
    private static final int MOST_LOST = 2;

    private final RunContext run;
    private final StepRunner steps;
    private final ChangeRouter router;
    private final Planning planning;

    ModuleRunner(RunContext run) {
        this.run = run;
        this.steps = new StepRunner(run);
        this.router = new ChangeRouter(run, steps);
        this.planning = new Planning(run);
    }

    TaskOutcome run(
            TaskModule module, Args args, HostAccess access, StepRunner.Origin origin, Upcoming upcoming, boolean check)
            throws TransportException, OutcomeUnknown {
        for (int lost = 1; ; lost++) {
            try {
                TaskOutcome outcome = once(module, args, access, origin, upcoming, check);
                return lost > 1 && !outcome.failed() ? outcome.asChanged() : outcome;
            } catch (StepLost again) {
                if (lost > MOST_LOST) {
                    throw new OutcomeUnknown(again.getMessage() + " (" + lost + " times)");
                }
                access.forgetAll();
            }
        }
    }

    private TaskOutcome once(
            TaskModule module, Args args, HostAccess access, StepRunner.Origin origin, Upcoming upcoming, boolean check)
            throws TransportException, OutcomeUnknown, StepLost {
        Readings readings = read(Readings.NONE, module.probe(args), access, origin, upcoming);
        List<Outcome> done = new ArrayList<>();
        List<String> diff = new ArrayList<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Plan plan = plan(module, args, readings, origin);
            if (plan instanceof Plan.Fail fail) {
                return TaskOutcome.of(Result.failure(fail.message()), List.of(), diff);
            }
            if (plan instanceof Plan.Ask ask) {
                readings = read(readings, ask.probes(), access, origin, upcoming);
                continue;
            }
            boolean again = plan instanceof Plan.DoThenAsk;
            List<Change> changes = changes(plan);
            boolean failed = false;
            for (int i = 0; i < changes.size() && !failed; i++) {
                Change change = CommandsAgain.of(changes.get(i), origin.task());
                if (args.settings().diff()) {
                    diff.addAll(Diffs.of(change, access));
                }
                StepRunner.Origin own = origin.change(done.size() + 1);
                if (!check || run.planned.checking()) {
                    planning.change(own, access, change, readings);
                }
                Outcome outcome = check
                        ? plan(own, change)
                        : router.apply(own, access, change, next(changes, i, plan, upcoming, access));
                done.add(outcome);
                failed = outcome instanceof Outcome.Failed;
            }
            if (!failed && done.stream().anyMatch(ModuleRunner::isCommandNotRun)) {
                return notRun(module.result(args, readings, done), origin, diff);
            }
            if (!again || failed) {
                return TaskOutcome.of(module.result(args, readings, done), List.of(), diff);
            }
            readings = read(without(readings, changes), ((Plan.DoThenAsk) plan).probes(), access, origin, upcoming);
        }
        throw new ModuleFailure(
                "`" + args.spec().name() + "` asked for readings without end; this is a bug of Nightshift");
    }

    /** What cannot be done now may be possible when packages that are only planned have come. */
    private Plan plan(TaskModule module, Args args, Readings readings, StepRunner.Origin origin) {
        try {
            Plan plan = module.plan(args, readings);
            if (plan instanceof Plan.Fail && planning.mayComeToBe(origin.host())) {
                throw new KnownAfterApplyException();
            }
            return plan;
        } catch (ModuleFailure e) {
            if (planning.mayComeToBe(origin.host())) {
                throw new KnownAfterApplyException();
            }
            throw e;
        }
    }

    private static boolean isCommandNotRun(Outcome outcome) {
        return outcome instanceof Outcome.Planned planned && planned.change() instanceof CommandChange;
    }

    /** In check mode nobody knows what a command would have said; whatever asks for it is known after apply, too. */
    private static TaskOutcome notRun(Result result, StepRunner.Origin origin, List<String> diff) {
        Map<String, Object> values = TaskOutcome.of(result, List.of(), diff).result();
        values.keySet().removeAll(List.of("skipped", "rc", "stdout", "stderr", "stdout_lines", "stderr_lines"));
        boolean changes = !origin.changesNothing();
        values.put("changed", changes);
        return new TaskOutcome(values, changes, false, false, true, List.of(), diff);
    }

    private static List<Change> changes(Plan plan) {
        return plan instanceof Plan.Do now
                ? now.changes()
                : plan instanceof Plan.DoThenAsk now ? now.changes() : List.of();
    }

    private Outcome plan(StepRunner.Origin origin, Change change) {
        boolean passedOver = run.planned.passesOverCommands() && change instanceof CommandChange;
        if (!origin.changesNothing() && !passedOver) {
            origin.host().planned.add(change);
        }
        return new Outcome.Planned(change);
    }

    /** The last change of a task carries the next task's probes; one before it carries what the plan asks next. */
    private static List<Probe> next(List<Change> changes, int at, Plan plan, Upcoming upcoming, HostAccess access) {
        if (at < changes.size() - 1) {
            return List.of();
        }
        if (plan instanceof Plan.DoThenAsk again) {
            return again.probes();
        }
        return upcoming.probes(access.become());
    }

    private Readings without(Readings readings, List<Change> changes) {
        Map<Probe, Reading> kept = new HashMap<>(readings.all());
        kept.keySet().removeIf(probe -> changes.stream().anyMatch(change -> change.touches(probe)));
        return new Readings(kept);
    }

    private Readings read(
            Readings so, List<Probe> probes, HostAccess access, StepRunner.Origin origin, Upcoming upcoming)
            throws TransportException {
        List<Probe> missing = probes.stream().filter(probe -> !so.has(probe)).toList();
        if (missing.isEmpty()) {
            return so;
        }
        boolean known = missing.stream().allMatch(access::knows);
        Map<Probe, Reading> answers =
                new HashMap<>(access.read(missing, known ? List.of() : upcoming.probes(access.become())));
        planning.read(origin, access, answers);
        List<Change> planned = origin.host().planned;
        synchronized (planned) {
            for (Change change : planned) {
                answers.replaceAll((probe, reading) -> change.predict(probe, reading));
            }
        }
        return so.and(answers);
    }
}
