package io.nightshift.core.run;

import io.nightshift.playbooks.module.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task (or one item of its loop) came to: the registered value and what the engine has to do.
 *
 * @param afterApply check mode: it rests on something not done
 */
record TaskOutcome(
        Map<String, Object> result,
        boolean changed,
        boolean failed,
        boolean skipped,
        boolean afterApply,
        List<Effect> effects,
        List<String> diff) {
    /** The registered message of a loop of which an item failed, as playbooks compare it. */
    static final String ITEMS_FAILED = "One or more items failed";

    TaskOutcome {
        effects = List.copyOf(effects);
        diff = List.copyOf(diff);
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
