package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.DeadManTime;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.template.KnownAfterApply;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.Omit;
import io.nightshift.playbooks.template.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders what a task says of its module: arguments with their defaults, environment, numbers. */
final class TaskArguments {
    private final RunContext run;

    TaskArguments(RunContext run) {
        this.run = run;
    }

    /** Rendered arguments, without those that are {@code omit}. */
    Map<String, Object> render(Task task, ModuleSpec spec, Scope scope) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object defaults : task.directives().moduleDefaults()) {
            Object rendered = run.templates.resolve(defaults, scope);
            if (rendered instanceof Map<?, ?> byModule) {
                byModule.forEach((name, values) -> {
                    if (spec.names().contains(String.valueOf(name)) && values instanceof Map<?, ?> given) {
                        given.forEach((key, value) -> put(all, spec, String.valueOf(key), value));
                    }
                });
            }
        }
        Object whole = run.templates.resolve(task.call().wholeArguments(), scope);
        if (whole instanceof Map<?, ?> given) {
            given.forEach((key, value) -> put(all, spec, String.valueOf(key), value));
        } else if (whole != null) {
            throw new ModuleFailure("`args` must be a mapping, not " + whole);
        }
        task.call()
                .arguments()
                .forEach((name, value) ->
                        put(all, spec, name(spec, name, task, scope), run.templates.resolve(value, scope)));
        if (all.containsValue(KnownAfterApply.VALUE)) {
            throw new KnownAfterApplyException();
        }
        return all;
    }

    /** Of {@code set_fact} the names may be templates, too. */
    private String name(ModuleSpec spec, String name, Task task, Scope scope) {
        return spec.name().equals("set_fact") && Source.of(name, task.call().position()) instanceof Source source
                ? run.templates.renderToText(source, scope)
                : name;
    }

    private static void put(Map<String, Object> all, ModuleSpec spec, String name, @Nullable Object value) {
        String own = spec.parameter(name)
                .map(io.nightshift.playbooks.module.Parameter::name)
                .orElse(name);
        Object kept = withoutOmitted(value);
        if (kept == Omit.VALUE) {
            all.remove(own);
        } else {
            HostMemory.putNullable(all, own, kept);
        }
    }

    /** Drops omitted parts of lists and mappings, too. */
    private static @Nullable Object withoutOmitted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.containsValue(Omit.VALUE)) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                if (each != Omit.VALUE) {
                    HostMemory.putNullable(kept, String.valueOf(key), withoutOmitted(each));
                }
            });
            return kept;
        }
        if (value instanceof List<?> list && list.contains(Omit.VALUE)) {
            List<Object> kept = new ArrayList<>(list);
            kept.removeIf(each -> each == Omit.VALUE);
            return kept;
        }
        return value;
    }

    Map<String, String> environment(Task task, Scope scope) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Object environment : task.directives().environment()) {
            Object rendered = run.templates.resolve(environment, scope);
            if (rendered instanceof Map<?, ?> values) {
                values.forEach((name, value) -> {
                    if (value != Omit.VALUE && value != null) {
                        all.put(String.valueOf(name), text(value));
                    }
                });
            } else if (rendered instanceof String text && text.isEmpty()
                    || rendered == null
                    || rendered == Omit.VALUE) {
                continue;
            } else {
                throw new ModuleFailure("`environment` must be a mapping, not " + rendered);
            }
        }
        return all;
    }

    private static String text(Object value) {
        return value instanceof Boolean flag ? (flag ? "True" : "False") : String.valueOf(value);
    }

    @Nullable
    String undo(Task task, Scope scope) {
        if (CommandsAgain.isAskedFor(task)) {
            return null;
        }
        Object undo = run.templates.resolve(task.undo(), scope);
        return undo == null || undo == Omit.VALUE ? null : String.valueOf(undo);
    }

    /** What tells after a crash whether the task took effect. */
    @Nullable
    String verify(Task task, Scope scope) {
        Object verify = run.templates.resolve(task.verify(), scope);
        return verify == null || verify == Omit.VALUE ? null : String.valueOf(verify);
    }

    Duration limit(Task task, Scope scope, Duration otherwise) {
        Object limit = run.templates.resolve(task.directives().value("timeout"), scope);
        Object async = run.templates.resolve(task.async(), scope);
        long seconds = limit != null ? whole(limit) : async != null ? whole(async) : 0;
        return seconds > 0 ? Duration.ofSeconds(seconds) : otherwise;
    }

    /** What {@code deadman:} says, null for nothing. */
    @Nullable
    DeadManTime deadMan(Task task, Scope scope) {
        Object value = run.templates.resolve(task.directives().value("deadman"), scope);
        try {
            return value == null || value == Omit.VALUE ? null : DeadManTime.of(value);
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure(String.valueOf(e.getMessage()));
        }
    }

    long number(@Nullable Object value, Scope scope, long otherwise) {
        Object rendered = run.templates.resolve(value, scope);
        return rendered == null || rendered == Omit.VALUE ? otherwise : whole(rendered);
    }

    double real(@Nullable Object value, Scope scope, double otherwise) {
        Object rendered = run.templates.resolve(value, scope);
        if (rendered == null || rendered == Omit.VALUE) {
            return otherwise;
        }
        try {
            return Double.parseDouble(String.valueOf(rendered).strip());
        } catch (NumberFormatException e) {
            throw new ModuleFailure("`" + rendered + "` is not a number");
        }
    }

    private static long whole(Object value) {
        try {
            return (long) Double.parseDouble(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new ModuleFailure("`" + value + "` is not a whole number");
        }
    }
}
