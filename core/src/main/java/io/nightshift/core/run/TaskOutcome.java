package io.nightshift.core.run;

import io.nightshift.core.record.RecordedOutcome;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task (or one item of its loop) came to: the registered value and what the engine has to do.
 *
 * @param afterApply check mode: it rests on something not done
 * @param replayed it was done before the run was interrupted, and shown then
 */
record TaskOutcome(
        Map<String, Object> result,
        boolean changed,
        boolean failed,
        boolean skipped,
        boolean afterApply,
        List<Effect> effects,
        List<String> diff,
        boolean replayed) {
    /** The registered message of a loop of which an item failed, as playbooks compare it. */
    static final String ITEMS_FAILED = "One or more items failed";

    TaskOutcome {
        effects = List.copyOf(effects);
        diff = List.copyOf(diff);
    }

    TaskOutcome(
            Map<String, Object> result,
            boolean changed,
            boolean failed,
            boolean skipped,
            boolean afterApply,
            List<Effect> effects,
            List<String> diff) {
        this(result, changed, failed, skipped, afterApply, effects, diff, false);
    }

    /** What the record of an interrupted run holds. */
    static TaskOutcome replayed(RecordedOutcome recorded) {
        return new TaskOutcome(
                recorded.result(),
                recorded.changed(),
                recorded.failed(),
                recorded.skipped(),
                false,
                recorded.effects(),
                List.of(),
                true);
    }

    RecordedOutcome recorded(boolean shared) {
        return new RecordedOutcome(result, changed, failed, skipped, effects, shared);
    }

    /** The same for a task that had changed something before the run was interrupted. */
    TaskOutcome asChanged() {
        result.put("changed", true);
        return new TaskOutcome(result, true, failed, false, afterApply, effects, diff, replayed);
    }

    TaskOutcome asReplayed() {
        return new TaskOutcome(result, changed, failed, skipped, afterApply, effects, diff, true);
    }

    /** What a module or an action came to. */
    static TaskOutcome of(Result result, List<Effect> effects, List<String> diff) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changed", result.changed());
        values.putAll(result.values());
        String message = result.message();
        if (message != null) {
            values.put("msg", message);
        }
        for (String name : List.of("stdout", "stderr")) {
            if (values.get(name) instanceof String text) {
                values.putIfAbsent(name + "_lines", text.lines().toList());
            }
        }
        if (result.failed()) {
            values.put("failed", true);
        } else {
            values.putIfAbsent("failed", false);
        }
        if (result.skipped()) {
            values.put("skipped", true);
        }
        return new TaskOutcome(values, result.changed(), result.failed(), result.skipped(), false, effects, diff);
    }

    static TaskOutcome skipped(String reason) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", false);
        result.put("skipped", true);
        result.put("skip_reason", reason);
        return new TaskOutcome(result, false, false, true, false, List.of(), List.of());
    }

    static TaskOutcome failed(String message) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", false);
        result.put("failed", true);
        result.put("msg", message);
        return new TaskOutcome(result, false, true, false, false, List.of(), List.of());
    }

    static TaskOutcome knownAfterApply() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", true);
        return new TaskOutcome(result, true, false, false, true, List.of(), List.of());
    }

    /** What to tell people; of a loop, what its first failed item says. */
    @Nullable
    String message() {
        Object message = result.get("msg");
        if (ITEMS_FAILED.equals(message) && result.get("results") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("failed")) && map.get("msg") != null) {
                    return String.valueOf(map.get("msg"));
                }
            }
        }
        return message == null ? null : String.valueOf(message);
    }
}
