package io.nightshift.core.run;

import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.ModuleCall;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.template.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The task that a play begins with unless it says {@code gather_facts: no}. */
final class FactGathering {
    private static final String NAME = "Gathering Facts";

    private FactGathering() {}

    static boolean isGather(Task task) {
        return task.path().endsWith(".g0");
    }

    static boolean wanted(RunContext run, PlayContext play, HostMemory host, TaskRunner runner) {
        Object wish = play.play.gatherFacts();
        if (wish == null) {
            return !host.factsGathered;
        }
        Task task = task(play.play);
        Scope scope = new HostScope(run, play, host, task, Map.of());
        Object value = run.templates.resolve(wish, scope);
        return value instanceof Boolean flag
                ? flag
                : !List.of("no", "false", "off", "0")
                        .contains(String.valueOf(value).toLowerCase(java.util.Locale.ROOT));
    }

    static @Nullable Task task(Play play) {
        Optional<ModuleSpec> spec = Modules.standard().spec("setup");
        if (spec.isEmpty()) {
            return null;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        Object subset = play.gatherSubset();
        Object path = play.factPath();
        if (subset != null) {
            arguments.put("gather_subset", subset);
        }
        if (path != null) {
            arguments.put("fact_path", path);
        }
        Directives directives = play.directives().withoutVariables();
        return new Task(
                play.path() + ".g0",
                play.position(),
                NAME,
                new ModuleCall("setup", play.position(), spec.get(), arguments, null),
                directives,
                directives,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                play.directory().resolve("playbook"),
                false,
                null);
    }
}
