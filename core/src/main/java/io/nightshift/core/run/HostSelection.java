package io.nightshift.core.run;

import io.nightshift.inventory.Host;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.template.Scope;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The hosts of a play, within the limit of the run. */
final class HostSelection {
    private final RunContext run;
    private final @Nullable List<String> limit;
    private final RunEvent.Listener listener;

    /** @param listener hears of patterns that match nothing */
    HostSelection(RunContext run, @Nullable List<String> limit, RunEvent.Listener listener) {
        this.listener = listener;
        this.run = run;
        this.limit = limit;
    }

    List<String> of(Play play, RandomGenerator random) {
        Scope scope = Scope.of(variables(play));
        Object rendered = run.templates.resolve(play.hosts(), scope);
        Diagnostics problems = new Diagnostics();
        List<Host> hosts = RunEngine.pattern(rendered == null ? "" : rendered, play.position())
                .select(run.inventory(), problems, Severity.WARNING);
        problems.all().forEach(problem -> listener.on(new RunEvent.Warning(problem.message())));
        List<String> names = hosts.stream()
                .map(Host::name)
                .filter(name -> limit == null || limit.contains(name))
                .distinct()
                .toList();
        return Batches.ordered(names, play.order(), random);
    }

    private Map<String, Object> variables(Play play) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(play.variables());
        all.put("groups", run.inventory().groupMembers());
        all.putAll(run.settings.extraVariables());
        return all;
    }
}
