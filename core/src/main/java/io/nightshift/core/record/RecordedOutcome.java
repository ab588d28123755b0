package io.nightshift.core.record;

import io.nightshift.playbooks.module.Effect;
import java.util.List;
import java.util.Map;

/**
 * What one task, or one item of its loop, came to on one host.
 *
 * @param result the registered value
 * @param effects what it asked of the engine: facts, hosts, groups
 * @param shared true where another host did the task for all ({@code run_once})
 */
public record RecordedOutcome(
        Map<String, Object> result,
        boolean changed,
        boolean failed,
        boolean skipped,
        List<Effect> effects,
        boolean shared) {
    public RecordedOutcome {
        effects = List.copyOf(effects);
    }

    /** The same for a host that did not do it itself. */
    public RecordedOutcome forOthers() {
        return new RecordedOutcome(result, changed, failed, skipped, effects, true);
    }
}
