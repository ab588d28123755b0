package io.nightshift.playbooks.module;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task registers, before {@code changed_when} and {@code failed_when}.
 *
 * @param message Ansible's {@code msg}, null for none
 * @param values the module's own return values by Ansible's names, plain data; may hold nulls
 */
public record Result(
        boolean changed,
        boolean failed,
        boolean skipped,
        @Nullable String message,
        Map<String, Object> values) {
    public Result {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Result unchanged() {
        return new Result(false, false, false, null, Map.of());
    }

    public static Result changed(boolean changed) {
        return new Result(changed, false, false, null, Map.of());
    }

    public static Result failure(String message) {
        return new Result(false, true, false, message, Map.of());
    }

    /** Changed if any outcome was a change that was made (or would be, in check mode); failed with its message if one failed. */
    public static Result of(java.util.List<Outcome> done) {
        boolean changed = false;
        for (Outcome outcome : done) {
            if (outcome instanceof Outcome.Failed failed) {
                return new Result(changed, true, false, failed.message(), failed.values());
            }
            changed = true;
        }
        return changed(changed);
    }

    public Result message(@Nullable String text) {
        return new Result(changed, failed, skipped, text, values);
    }

    public Result with(String name, @Nullable Object value) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        put(all, name, value);
        return new Result(changed, failed, skipped, message, all);
    }

    public Result asSkipped() {
        return new Result(changed, failed, true, message, values);
    }

    @SuppressWarnings("NullAway") // a registered value may be null, as in Ansible
    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
        all.put(name, value);
    }
}
