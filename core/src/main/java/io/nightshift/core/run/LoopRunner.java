package io.nightshift.core.run;

import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Loop;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.KnownAfterApply;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.LookupException;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import io.nightshift.playbooks.template.Undefined;
import io.nightshift.playbooks.template.python.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a task once for each item of its loop and joins the results. */
final class LoopRunner {
    private final RunContext run;
    private final TaskRunner tasks;
    private final Replay replay;

    LoopRunner(RunContext run, TaskRunner tasks, Replay replay) {
        this.run = run;
        this.tasks = tasks;
        this.replay = replay;
    }

    /** Called after each item, with its label. */
    interface ItemDone {
        void item(TaskRunner.Call one, String label, TaskOutcome outcome);
    }

    /** What runs one item. */
    interface Body {
        TaskOutcome run(TaskRunner.Call call) throws TransportException, OutcomeUnknown;
    }

    TaskOutcome run(TaskRunner.Call call, Loop loop, Body body, ItemDone done)
            throws TransportException, OutcomeUnknown {
        Scope scope = call.scope();
        Optional<TaskOutcome> whole = replay.outcome(call.path());
        if (whole.isPresent()) {
            return whole.get();
        }
        Optional<List<Object>> before = replay.items(call.path());
        List<Object> items;
        try {
            items = before.isPresent() ? before.get() : items(loop, call.task(), scope);
        } catch (KnownAfterApplyException e) {
            return tasks.later(call);
        } catch (TemplateException | ModuleFailure | LookupException e) {
            // A condition that does not hold spares the host a loop over what is not there.
            boolean spared = e instanceof TemplateException && isSpared(call, scope);
            TaskOutcome outcome = spared
                    ? TaskOutcome.skipped("Conditional result was False")
                    : TaskOutcome.failed(
                            e instanceof TemplateException t ? Sentences.of(t) : String.valueOf(e.getMessage()));
            replay.keep(call.path(), outcome);
            return outcome;
        }
        replay.items(call.path(), items);
        boolean replayed = before.isPresent();
        List<Object> results = new ArrayList<>();
        List<io.nightshift.playbooks.module.Effect> effects = new ArrayList<>();
        List<String> diff = new ArrayList<>();
        boolean changed = false;
        boolean failed = false;
        boolean afterApply = false;
        boolean allSkipped = true;
        for (int i = 0; i < items.size() && !run.stopping.get(); i++) {
            Map<String, Object> local = local(call, loop, items, i);
            TaskRunner.Call one = tasks.call(
                    call.host(), call.task(), local, call.path() + ".i" + (i + 1), call.hosts(), Upcoming.NOTHING);
            TaskOutcome outcome = body.run(one);
            Map<String, Object> result = outcome.result();
            HostMemory.putNullable(result, loop.variable(), items.get(i));
            result.put("ansible_loop_var", loop.variable());
            done.item(one, label(loop, one), outcome);
            results.add(result);
            effects.addAll(outcome.effects());
            diff.addAll(outcome.diff());
            changed |= outcome.changed();
            failed |= outcome.failed();
            afterApply |= outcome.afterApply();
            replayed &= outcome.replayed();
            allSkipped &= outcome.skipped();
            if (loop.pause() != null && !outcome.replayed() && i < items.size() - 1) {
                run.pause(pause(loop, scope));
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("changed", changed);
        all.put("failed", failed);
        all.put("results", results);
        all.put("skipped", allSkipped);
        if (items.isEmpty()) {
            all.put("skipped_reason", "No items in the list");
        } else {
            all.put(
                    "msg",
                    failed ? TaskOutcome.ITEMS_FAILED : allSkipped ? "All items skipped" : "All items completed");
        }
        return new TaskOutcome(all, changed, failed, allSkipped, afterApply, effects, diff, replayed);
    }

    private boolean isSpared(TaskRunner.Call call, Scope scope) {
        try {
            return tasks.unmet(call.task().directives().when(), scope).isPresent();
        } catch (TemplateException e) {
            return false;
        }
    }

    private double pause(Loop loop, Scope scope) {
        Object pause = run.templates.resolve(loop.pause(), scope);
        return pause instanceof Number number ? number.doubleValue() : 0;
    }

    private Map<String, Object> local(TaskRunner.Call call, Loop loop, List<Object> items, int index) {
        Map<String, Object> local = new LinkedHashMap<>(call.local());
        HostMemory.putNullable(local, loop.variable(), items.get(index));
        String counter = loop.indexVariable();
        if (counter != null) {
            local.put(counter, (long) index);
        }
        local.put("ansible_loop_var", loop.variable());
        if (loop.extended()) {
            int size = items.size();
            Map<String, Object> extended = new LinkedHashMap<>();
            extended.put("allitems", items);
            extended.put("index", index + 1L);
            extended.put("index0", (long) index);
            extended.put("revindex", (long) (size - index));
            extended.put("revindex0", (long) (size - index - 1));
            extended.put("first", index == 0);
            extended.put("last", index == size - 1);
            extended.put("length", (long) size);
            if (index > 0) {
                HostMemory.putNullable(extended, "previtem", items.get(index - 1));
            }
            if (index < size - 1) {
                HostMemory.putNullable(extended, "nextitem", items.get(index + 1));
            }
            local.put("ansible_loop", extended);
        }
        return local;
    }

    /** What is shown of an item. */
    private String label(Loop loop, TaskRunner.Call one) {
        Object label = loop.label();
        Object shown = one.local().get(loop.variable());
        if (label != null) {
            try {
                shown = run.templates.resolve(label, one.scope());
            } catch (TemplateException | KnownAfterApplyException e) {
                shown = label instanceof Source source ? source.text() : label;
            }
        }
        String text = Text.of(shown);
        return text.length() > 120 ? text.substring(0, 117) + "..." : text;
    }

    @SuppressWarnings("unchecked")
    private List<Object> items(Loop loop, Task task, Scope scope) {
        Object given = run.templates.resolve(loop.items(), scope);
        String lookup = loop.lookup();
        if (given instanceof KnownAfterApply) {
            throw new KnownAfterApplyException();
        }
        if (given instanceof Undefined) {
            throw new ModuleFailure("the list to loop over is undefined");
        }
        if (lookup == null) {
            if (given instanceof List<?> list) {
                return (List<Object>) list;
            }
            throw new ModuleFailure("`loop` must be a list, not " + shown(given));
        }
        if (lookup.equals("items") && given instanceof String text && loop.items() instanceof String) {
            Object value = bareVariable(text, task, scope);
            return flattenOnce(value == null ? List.of(text) : value instanceof List<?> list ? list : List.of(value));
        }
        if (lookup.equals("items")) {
            return flattenOnce(given instanceof List<?> list ? list : List.of(orEmpty(given)));
        }
        List<@Nullable Object> terms =
                given instanceof List<?> list && !lookup.equals("subelements") && !lookup.equals("list")
                        ? new ArrayList<>(list)
                        : given instanceof List<?> parts && lookup.equals("subelements")
                                ? new ArrayList<>(parts)
                                : new ArrayList<>(List.of(orEmpty(given)));
        Object found = run.lookups
                .find(lookup, run.templates)
                .orElseThrow(() -> new ModuleFailure("there is no lookup `" + lookup + "` for with_" + lookup))
                .run(terms, new LinkedHashMap<>(), scope);
        return found instanceof List<?> list ? (List<Object>) list : List.of(orEmpty(found));
    }

    /** {@code with_items: packages}, the oldest form: the name of a variable without braces. */
    private @Nullable Object bareVariable(String text, Task task, Scope scope) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*") && scope.has(text)
                ? run.templates.evaluate(text, task.position(), scope)
                : null;
    }

    private static List<Object> flattenOnce(List<?> items) {
        List<Object> flat = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof List<?> inner) {
                flat.addAll(inner);
            } else {
                flat.add(item);
            }
        }
        return flat;
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return "`" + (text.length() > 80 ? text.substring(0, 77) + "..." : text) + "`";
    }
}
