package io.nightshift.core.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is planned for one host, or for several that are alike.
 *
 * @param base the readings it rests on
 * @param trouble why the plan cannot be carried out on the host, such as a task that fails; empty where it can
 */
public record HostPlan(List<PlannedStep> steps, List<BaseReading> base, String trouble) {
    public HostPlan {
        steps = List.copyOf(steps);
        base = List.copyOf(base);
    }

    public long count(PlannedStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    /** Steps that nothing takes back. */
    public List<PlannedStep> notUndoable() {
        return steps.stream()
                .filter(step -> step.undo() == PlannedStep.Way.IMPOSSIBLE)
                .toList();
    }

    public Optional<String> whyNot() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }
}
