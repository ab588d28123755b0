package io.nightshift.core.run;

import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.Templates;
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
        Diagnostics problems = new Diagnostics();
        List<String> names = selected(
                run.templates,
                run.inventory(),
                scope(play, run.inventory(), run.settings.extraVariables()),
                play,
                problems);
        problems.all().forEach(problem -> listener.on(new RunEvent.Warning(problem.message())));
        return Batches.ordered(
                names.stream()
                        .filter(name -> limit == null || limit.contains(name))
                        .toList(),
                play.order(),
                random);
    }

    /** The hosts of a play in the order of the inventory, whatever the limit is. */
    static List<String> selected(
            Templates templates, Inventory inventory, Scope scope, Play play, Diagnostics problems) {
        Object rendered = templates.resolve(play.hosts(), scope);
        return RunEngine.pattern(rendered == null ? "" : rendered, play.position())
                .select(inventory, problems, Severity.WARNING)
                .stream()
                .map(Host::name)
                .distinct()
                .toList();
    }

    /** What the pattern of a play may use. */
    static Scope scope(Play play, Inventory inventory, Map<String, Object> extraVariables) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(play.variables());
        all.put("groups", inventory.groupMembers());
        all.putAll(extraVariables);
        return Scope.of(all);
    }
}
