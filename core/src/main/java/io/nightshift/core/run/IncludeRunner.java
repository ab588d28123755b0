package io.nightshift.core.run;

import io.nightshift.core.record.HostNotes;
import io.nightshift.playbooks.Condition;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.PlaybookReader.IncludedRole;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs {@code include_tasks} and {@code include_role} for one host. */
final class IncludeRunner {
    private final RunContext run;
    private final PlayContext play;
    private final Includes includes;
    private final TaskRunner runner;
    private final HostRunner flow;

    IncludeRunner(RunContext run, PlayContext play, Includes includes, TaskRunner runner, HostRunner flow) {
        this.run = run;
        this.play = play;
        this.includes = includes;
        this.runner = runner;
        this.flow = flow;
    }

    TaskOutcome run(TaskRunner.Call call) {
        Task task = call.task();
        Scope scope = call.scope();
        HostNotes notes = call.host().notes;
        Optional<Map<String, Object>> before = notes.included(call.path());
        Optional<TaskOutcome> skipped = notes.outcome(call.path()).map(TaskOutcome::replayed);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        try {
            Map<String, Object> arguments = new LinkedHashMap<>();
            if (before.isPresent()) {
                arguments.putAll(before.get());
            } else {
                Optional<Condition> unmet = runner.unmet(task.directives().when(), scope);
                if (unmet.isPresent()) {
                    TaskOutcome outcome = TaskOutcome.skipped("Conditional result was False");
                    notes.outcome(call.path(), outcome.recorded(false));
                    return outcome;
                }
                task.call()
                        .arguments()
                        .forEach((key, value) ->
                                HostMemory.putNullable(arguments, key, run.templates.resolve(value, scope)));
                notes.included(call.path(), arguments);
            }
            Map<String, Object> apply = mapping(arguments.remove("apply"));
            List<Item> items = task.call().shortName().equals("include_role")
                    ? role(call, arguments, apply)
                    : includes.tasks(task, play.play, text(arguments, "file"), apply, call.path());
            flow.items(items, call.local());
        } catch (KnownAfterApplyException e) {
            return runner.later(call);
        } catch (TemplateException e) {
            return TaskOutcome.failed(Sentences.of(e));
        } catch (ModuleFailure e) {
            return TaskOutcome.failed(String.valueOf(e.getMessage()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", false);
        result.put("failed", false);
        return new TaskOutcome(result, false, false, false, false, List.of(), List.of(), before.isPresent());
    }

    private List<Item> role(TaskRunner.Call call, Map<String, Object> arguments, Map<String, Object> apply) {
        IncludedRole role =
                includes.role(call.task(), play.play, text(arguments, "name"), arguments, apply, call.path());
        boolean visible = Boolean.TRUE.equals(arguments.get("public")) || "yes".equals(arguments.get("public"));
        play.join(role.handlers());
        if (visible) {
            call.host().show(play.play.path(), role.scopes());
        }
        return List.of(role.tasks());
    }

    private static String text(Map<String, Object> arguments, String key) {
        Object value = arguments.get(key);
        if (value == null) {
            throw new ModuleFailure("`" + key + "` is missing");
        }
        return String.valueOf(value);
    }

    private static Map<String, Object> mapping(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> HostMemory.putNullable(all, String.valueOf(key), each));
        }
        return all;
    }
}
