package io.nightshift.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * The task that reads or changes something.
 *
 * @param host the host it works for
 * @param path of the step, as the journal counts
 * @param task its name, without secrets
 * @param position where it is written, {@code file:line:column}
 * @param module the short name
 * @param as where it acts; null where that is not known yet
 * @param once whether one host does it for all
 * @param silent whether {@code no_log} holds
 */
public record StepPlace(
        String host,
        String path,
        String task,
        String position,
        String module,
        @Nullable ActingAs as,
        boolean once,
        boolean silent) {
    /** The path of the task or the item: attempts and changes are not counted, nor how often a handler ran. */
    String taskPath() {
        return path.replaceFirst("(\\.a\\d+)?\\.c\\d+$", "").replaceAll("\\.x\\d+", "");
    }
}
