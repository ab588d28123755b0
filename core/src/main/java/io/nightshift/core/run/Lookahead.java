package io.nightshift.core.run;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.TransportException;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.KnownAfterApply;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.TaskModule;
import io.nightshift.playbooks.module.TaskSettings;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what the next tasks will want to read, so that one round trip serves many. A task whose arguments rest on something not
 * registered yet is left for later; one that turns out not to run has cost a reading and nothing else.
 */
final class Lookahead {
    private static final int TASKS = 40;
    private static final Set<String> NOT_AHEAD = Set.of(
            "setup",
            "gather_facts",
            "wait_for",
            "uri",
            "command",
            "shell",
            "script",
            "raw",
            "find",
            "slurp",
            "fetch",
            "reboot",
            "package_facts",
            "service_facts");

    private final RunContext run;
    private final TaskRunner runner;
    private final HostConnections hosts;
    private final HostMemory host;
    private final TaskArguments arguments;
    private final Map<Seen, List<Probe>> found = new HashMap<>();

    Lookahead(RunContext run, TaskRunner runner, HostConnections hosts, HostMemory host) {
        this.run = run;
        this.runner = runner;
        this.hosts = hosts;
        this.host = host;
        this.arguments = new TaskArguments(run);
    }

    Upcoming after(Task current, List<Item> later, Map<String, Object> local) {
        return become -> probes(current, later, local, become);
    }

    private List<Probe> probes(Task current, List<Item> later, Map<String, Object> local, Become become) {
        List<Task> next = new ArrayList<>();
        collect(later, next);
        Set<String> pending = new HashSet<>();
        if (current.register() != null) {
            pending.add(current.register());
        }
        List<Probe> probes = new ArrayList<>();
        for (Task task : next) {
            String name = task.call().shortName();
            if (name.startsWith("include") || name.equals("meta") || name.equals("reboot")) {
                break;
            }
            if (name.equals("set_fact")) {
                pending.addAll(task.call().arguments().keySet());
            }
            ModuleSpec spec = task.call().spec();
            if (spec != null && task.loop() == null && !NOT_AHEAD.contains(name) && !rests(task, pending)) {
                probes.addAll(known(task, spec, local, become));
            }
            if (task.register() != null) {
                pending.add(task.register());
            }
        }
        return probes;
    }

    /** Rendered once for each task; should a variable have changed since, the task asks for itself when it is reached. */
    private List<Probe> known(Task task, ModuleSpec spec, Map<String, Object> local, Become become) {
        Seen seen = new Seen(task.path(), become);
        List<Probe> before = found.get(seen);
        if (before != null) {
            return before;
        }
        List<Probe> probes = probes(task, spec, local, become);
        if (!probes.isEmpty()) {
            found.put(seen, probes);
        }
        return probes;
    }

    private record Seen(String path, Become become) {}

    private List<Probe> probes(Task task, ModuleSpec spec, Map<String, Object> local, Become become) {
        Optional<TaskModule> module = run.modules.task(spec.name());
        if (module.isEmpty()) {
            return List.of();
        }
        Scope scope = runner.scope(host, task, local);
        try {
            HostConnections.Acting acting = hosts.acting(task, scope, runner.targets());
            if (!acting.onHost().equals(host.name())
                    || !acting.access().become().equals(become)) {
                return List.of();
            }
            Map<String, Object> rendered =
                    HomePaths.expanded(spec, arguments.render(task, spec, scope), acting.access());
            TaskSettings settings =
                    new TaskSettings(acting.where().user(), Map.of(), null, false, false, host.knownFacts());
            Args args = Args.of(spec, rendered, new TaskController(run, runner.play(), task, scope), settings);
            return module.get().probe(args);
        } catch (TemplateException
                | KnownAfterApplyException
                | KnownAfterApply
                | ModuleFailure
                | TransportException e) {
            return List.of(); // it will be told where the task is reached
        }
    }

    private static void collect(List<Item> items, List<Task> tasks) {
        for (Item item : items) {
            if (tasks.size() >= TASKS) {
                return;
            }
            if (item instanceof Task task) {
                tasks.add(task);
            } else if (item instanceof Block block) {
                collect(block.items(), tasks);
            }
        }
    }

    /** Whether the arguments mention something that an earlier task will register. */
    private static boolean rests(Task task, Set<String> pending) {
        return !pending.isEmpty()
                && (mentions(task.call().arguments(), pending)
                        || mentions(task.call().wholeArguments(), pending)
                        || mentions(task.directives().variables(), pending));
    }

    private static boolean mentions(@org.jspecify.annotations.Nullable Object value, Set<String> names) {
        if (value instanceof Source source) {
            return names.stream().anyMatch(source.text()::contains);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(each -> mentions(each, names));
        }
        return value instanceof Map<?, ?> map && map.values().stream().anyMatch(each -> mentions(each, names));
    }
}
