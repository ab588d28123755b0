package io.nightshift.core.run;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.plan.ActingAs;
import io.nightshift.core.plan.BaseReading;
import io.nightshift.core.plan.StepPlace;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the run's plan what tasks read and would change, and stops a host where the plan does not allow it. */
final class Planning {
    private static final int MOST_NAMED = 5;
    private final RunContext run;

    Planning(RunContext run) {
        this.run = run;
    }

    void read(StepRunner.Origin origin, HostAccess access, Map<Probe, Reading> answers) {
        if (run.planned.writing()) {
            run.planned.read(place(origin, access), answers);
        }
    }

    /**
     * A change that comes next.
     *
     * @param readings what it was planned from
     */
    void change(StepRunner.Origin origin, HostAccess access, Change change, Readings readings) {
        if (!run.isPlanned()) {
            return;
        }
        List<Difference> differences =
                origin.silent() ? List.of() : Differences.of(change, readings.all(), run.redactor);
        run.planned
                .change(
                        place(origin, access),
                        change,
                        run.redactor.clean(origin.describe(change)),
                        StepRecords.wayBack(origin, change),
                        differences)
                .ifPresent(why -> {
                    throw new HostStopped(Reason.REFUSED, why, origin.task(), Map.of());
                });
    }

    /** A task of which nothing is known before apply. */
    void later(TaskRunner.Call call, TaskRunner runner) {
        if (run.planned.writing()) {
            Task task = call.task();
            if (runner.actsOnHosts(task) || Replay.isInclude(task)) {
                run.planned.later(place(call.host(), task, runner.title(call, call.scope()), call.path(), null, false));
            }
            if (task.call().shortName().equals("set_fact")) {
                task.call()
                        .arguments()
                        .keySet()
                        .forEach(name ->
                                call.host().set.put(name, io.nightshift.playbooks.template.KnownAfterApply.VALUE));
            }
        }
    }

    /** A block whose rescue runs where one of its tasks fails. */
    void block(HostMemory host, Block block) {
        if (run.planned.writing() && !block.rescue().isEmpty()) {
            String name = block.name() == null ? "rescue" : "rescue of " + block.name();
            run.planned.rescue(new StepPlace(
                    host.name(),
                    block.path(),
                    run.redactor.clean(name),
                    block.position().toString(),
                    "block",
                    null,
                    false,
                    false));
        }
    }

    /** Tasks that look after the changes whether the host is well; a check does not make them. */
    void health(HostMemory host, PlayContext play) {
        Rollout rollout = play.play.rollout();
        if (run.planned.writing() && rollout != null) {
            health(host, rollout.health(), new TaskRunner(run, play));
        }
    }

    private void health(HostMemory host, List<Item> items, TaskRunner runner) {
        for (Item item : items) {
            if (item instanceof Task task) {
                String title = runner.title(task, runner.scope(host, task, Map.of()));
                run.planned.health(place(host, task, title, task.path(), null, false));
            } else if (item instanceof Block block) {
                health(host, block.items(), runner);
            }
        }
    }

    /** Whether a task that cannot be done now may be possible once what is planned before it was made. */
    boolean mayComeToBe(HostMemory host) {
        synchronized (host.planned) {
            return run.planned.writing()
                    && host.planned.stream()
                            .anyMatch(change -> change instanceof PackageChange || change instanceof CommandChange);
        }
    }

    /** Before the host's first task: it is stopped where its plan rests on something that has changed. */
    void begin(HostMemory host, HostConnections hosts, Targets targets, PlayContext play) {
        run.planned.refused(host.name()).ifPresent(why -> {
            throw HostStopped.because(Reason.REFUSED, why);
        });
        if (host.steps.get() > 0) {
            return; // an earlier process has begun with it, so it is changed
        }
        Set<String> changed;
        try {
            changed = changed(host, hosts, targets, play);
        } catch (TransportException e) {
            throw HostStopped.because(Reason.UNREACHABLE, run.redactor.clean(String.valueOf(e.getMessage())));
        }
        if (!changed.isEmpty()) {
            List<String> first = changed.stream().limit(MOST_NAMED).toList();
            int more = changed.size() - first.size();
            throw HostStopped.because(
                    Reason.REFUSED,
                    "refused: changed since the plan: " + String.join(", ", first)
                            + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private Set<String> changed(HostMemory host, HostConnections hosts, Targets targets, PlayContext play)
            throws TransportException {
        Map<ActingAs, List<BaseReading>> byUser = new LinkedHashMap<>();
        run.planned
                .base(host.name())
                .forEach(each -> byUser.computeIfAbsent(each.as(), as -> new ArrayList<>())
                        .add(each));
        Set<String> changed = new LinkedHashSet<>();
        for (Map.Entry<ActingAs, List<BaseReading>> each : byUser.entrySet()) {
            HostAccess access = hosts.access(where(host, each.getKey(), targets, play));
            List<Probe> probes =
                    each.getValue().stream().map(BaseReading::probe).toList();
            Map<Probe, Reading> now = access.read(probes, List.of());
            for (BaseReading base : each.getValue()) {
                Reading reading = now.get(base.probe());
                if (reading != null) {
                    run.planned.changedSince(host.name(), base, reading).ifPresent(changed::add);
                }
            }
        }
        return changed;
    }

    private Targets.Where where(HostMemory host, ActingAs as, Targets targets, PlayContext play) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (as.local()) {
            words.put("connection", "local");
        }
        if (!as.login().isEmpty()) {
            words.put("remote_user", as.login());
        }
        words.put("become", !as.become().isEmpty());
        if (!as.become().isEmpty()) {
            words.put("become_user", as.become());
            words.put("become_method", as.method());
            words.put("become_flags", String.join(" ", as.flags()));
        }
        Directives directives = new Directives(words, List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());
        HostMemory target = run.memory(as.on(host.name()));
        Targets.Where where = targets.of(
                target.name(),
                new HostScope(run, play, target, null, Map.of()),
                directives,
                !as.target().isEmpty());
        return new Targets.Where(where.target(), where.local(), become(as, where.become()), as.user());
    }

    /** A task's own variables may have named the user; the password is the host's. */
    private static Become become(ActingAs as, Become found) {
        if (as.become().isEmpty()) {
            return Become.NONE;
        }
        return new Become.User(
                as.become(),
                Become.Method.named(as.method()).orElse(Become.Method.SUDO),
                found instanceof Become.User user ? user.password() : null,
                as.flags());
    }

    private StepPlace place(StepRunner.Origin origin, HostAccess access) {
        Target target = access.entry().target();
        Become become = access.become();
        boolean other = become instanceof Become.User;
        ActingAs as = new ActingAs(
                target.name().equals(origin.host().name()) ? "" : target.name(),
                access.entry().isLocal(),
                target.user(),
                become instanceof Become.User user ? user.user() : "",
                become instanceof Become.User user ? user.method().program() : "",
                other ? ((Become.User) become).flags() : List.of());
        return place(origin.host(), origin.task(), origin.title(), origin.path(), as, origin.silent());
    }

    private StepPlace place(
            HostMemory host, Task task, String title, String path, @Nullable ActingAs as, boolean silent) {
        return new StepPlace(
                host.name(),
                path,
                run.redactor.clean(title),
                task.position().toString(),
                task.call().shortName(),
                as,
                task.directives().value("run_once") != null,
                silent);
    }
}
